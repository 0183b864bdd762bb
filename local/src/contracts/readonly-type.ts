import type { WrittenType } from './written-type.ts';

/**
 * Writes a type in which every property and every list is `readonly`, because a received event must not be changed. All
 * lines after the first begin with `indent`.
 */
export function readonlyType(type: WrittenType, indent = ''): string {
  switch (type.kind) {
    case 'word':
      return type.text;
    case 'array':
      return `readonly ${ofList(type.of, indent)}[]`;
    case 'tuple': {
      const items = type.items.map(({ rest, optional, type: item }) => {
        const written = rest || optional ? inParentheses(item, indent) : readonlyType(item, indent);
        // `readonly` before a tuple covers its rest too, so the list at the end has no `readonly` of its own.
        return rest ? `...${written.replace(/^\(?readonly (.*\[\])\)?$/s, '$1')}` : `${written}${optional ? '?' : ''}`;
      });
      return `readonly [${items.join(', ')}]`;
    }
    case 'among':
      return type.parts
        .map((part) => (part.kind === 'among' ? inParentheses(part, indent) : readonlyType(part, indent)))
        .join(` ${type.operator} `);
    case 'object':
      return objectType(type.members, indent);
  }
}

function objectType(members: Extract<WrittenType, { kind: 'object' }>['members'], indent: string): string {
  if (members.length === 0) return '{}';
  const deeper = `${indent}  `;
  const lines = members.map(({ comment, name, type }) => {
    const said = comment === undefined ? '' : `${deeper}${commentAt(comment, deeper)}\n`;
    return `${said}${deeper}readonly ${name}: ${readonlyType(type, deeper)};`;
  });
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/** Adds the parentheses that `readonly X[]` needs around another list or a union. */
function ofList(type: WrittenType, indent: string): string {
  return ['word', 'object'].includes(type.kind) ? readonlyType(type, indent) : `(${readonlyType(type, indent)})`;
}

function inParentheses(type: WrittenType, indent: string): string {
  const written = readonlyType(type, indent);
  return type.kind === 'among' ? `(${written})` : written;
}

/** Writes a comment at an indent. A comment of one line stays on one line. */
export function commentAt(comment: string, indent: string): string {
  const lines = comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .filter((line, i, all) => line !== '' || (i > 0 && i < all.length - 1));
  if (lines.length === 1) return `/** ${lines[0]} */`;
  return `/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */`;
}
