import { fc } from '../../laws.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const scalar = fc.constantFrom<Json>(null, true, 1, 2, -1.5, 'a', 'b', 'ü "q"', '${file(x.yml)}', '#no', '// no', '');
const key = fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'ключ', 'with space', 'on', '1', 'k/*x*/');

/** Objects that share many keys, so that three of them meet. */
export const jsonObject: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(scalar, { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name }).map((members) => {
    const object: { [key: string]: Json } = {};
    for (const [name, value] of members) {
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return object;
  }),
})).object;

export type JsonStyle = {
  unit: string;
  inline: boolean;
  comments: string;
  trailing: boolean;
  windows: 'none' | 'all' | 'some';
  final: boolean;
  mark: boolean;
};

export const jsonStyle: fc.Arbitrary<JsonStyle> = fc.record({
  unit: fc.constantFrom('  ', '\t', '    ', ''),
  inline: fc.boolean(),
  comments: fc.constantFrom('', '', 'x', 'y'),
  trailing: fc.boolean(),
  windows: fc.constantFrom('none', 'all', 'some'),
  final: fc.boolean(),
  mark: fc.boolean(),
});

/** Writes a value as one of many people would. */
export function writeJson(value: Json, style: JsonStyle): string {
  const body = style.unit === '' ? JSON.stringify(value) : write(value, '', style, '');
  const text = `${style.mark ? '\uFEFF' : ''}${body}${style.final ? '\n' : ''}`;
  const some = style.windows === 'some' ? /\n(?=[^\n]*\n[^\n]*(?:a|\d))/g : /\n/g;
  return style.windows === 'none' ? text : text.replaceAll(some, '\r\n');
}

function write(value: Json, indent: string, style: JsonStyle, path: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const inner = indent + style.unit;
  const parts = Array.isArray(value)
    ? value.map((item, at) => write(item, inner, style, `${path}.${at}`))
    : Object.keys(value).map(
        (name) => `${JSON.stringify(name)}: ${write(value[name] as Json, inner, style, `${path}.${name}`)}`,
      );
  if (parts.length === 0) return open + close;
  if (style.inline && parts.length < 3 && !parts.join('').includes('\n')) return `${open} ${parts.join(', ')} ${close}`;
  const lines = parts.map((part, at) => {
    const comma = at < parts.length - 1 || style.trailing ? ',' : '';
    const note = style.comments ? `// ${style.comments} ${path.replaceAll('\n', '')} ${at}` : '';
    if (!note) return `${inner}${part}${comma}`;
    return at % 2 ? `${inner}${part}${comma} ${note}` : `${inner}${note}\n${inner}${part}${comma}`;
  });
  return `${open}\n${lines.join('\n')}\n${indent}${close}`;
}
