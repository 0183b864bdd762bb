import { fc } from '../../laws.ts';
import type { Json } from './json-texts.ts';

export type YamlStyle = {
  step: number;
  indentless: boolean;
  flow: boolean;
  comments: string;
  behind: boolean;
  blank: boolean;
  quotes: 'plain' | 'single' | 'double';
  block: boolean;
  windows: 'none' | 'all' | 'some';
  final: boolean;
  mark: boolean;
};

export const yamlStyle: fc.Arbitrary<YamlStyle> = fc.record({
  step: fc.constantFrom(2, 4),
  indentless: fc.boolean(),
  flow: fc.boolean(),
  comments: fc.constantFrom('', '', 'x', 'y'),
  behind: fc.boolean(),
  blank: fc.boolean(),
  quotes: fc.constantFrom('plain', 'single', 'double'),
  block: fc.boolean(),
  windows: fc.constantFrom('none', 'all', 'some'),
  final: fc.boolean(),
  mark: fc.boolean(),
});

/** Writes a value as one of many people would. */
export function writeYaml(value: Json, style: YamlStyle): string {
  const body =
    value && typeof value === 'object' && Object.keys(value).length
      ? lines(value, 0, style, '').join('\n')
      : flow(value);
  const text = `${style.mark ? '\uFEFF' : ''}${style.comments ? `# ${style.comments} about this file\n\n` : ''}${body}${style.final ? '\n' : ''}`;
  const some = style.windows === 'some' ? /\n(?=[^\n]*\n[^\n]*(?:a|\d))/g : /\n/g;
  return style.windows === 'none' ? text : text.replaceAll(some, '\r\n');
}

function lines(value: Json[] | { [key: string]: Json }, column: number, style: YamlStyle, path: string): string[] {
  const pad = ' '.repeat(column);
  const list = Array.isArray(value);
  return Object.keys(value).flatMap((name, at) => {
    const inner = list ? (value[at] as Json) : ((value as { [key: string]: Json })[name] as Json);
    const head = list ? '-' : `${flow(name)}:`;
    const here = `${path}.${name}`;
    const note = style.comments ? `# ${style.comments} ${here}` : '';
    const above = [...(style.blank && at > 0 ? [''] : []), ...(note && !style.behind ? [pad + note] : [])];
    const behind = note && style.behind ? ` ${note}` : '';
    if (inner === null && !list && style.quotes === 'plain') return [...above, `${pad}${head}${behind}`];
    if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && !list) {
      const simple = Object.values(inner).every((item) => typeof item !== 'object' || item === null);
      if (!(style.flow && simple)) {
        const deeper = Array.isArray(inner) && style.indentless ? column : column + style.step;
        return [...above, `${pad}${head}${behind}`, ...lines(inner, deeper, style, here)];
      }
    }
    if (typeof inner === 'string' && style.block && inner !== '') {
      return [...above, `${pad}${head} |-${behind}`, `${pad}   ${inner}`];
    }
    return [...above, `${pad}${head} ${typeof inner === 'string' ? quoted(inner, style) : flow(inner)}${behind}`];
  });
}

function quoted(text: string, style: YamlStyle): string {
  if (style.quotes === 'plain' && (/^[a-z]+$/.test(text) || text.startsWith('${'))) return text;
  return style.quotes === 'single' ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.keys(value)
      .map((name) => `${flow(name)}: ${flow(value[name] as Json)}`)
      .join(', ')}}`;
  }
  return typeof value === 'string' && /^[a-z]+$/.test(value) ? value : JSON.stringify(value);
}
