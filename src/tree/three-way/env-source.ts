import { plainText } from './line-endings.ts';

/** A setting with the comment above it. `value` is its line: `# PORT=3000` is off, `PORT=3000` is on. */
export type Setting = {
  readonly name: string;
  readonly comment: readonly string[];
  readonly line: string;
  readonly value: string;
};

/** A setting, or a line that belongs to none: blank, or a comment of the file. */
export type EnvPart = Setting | { readonly loose: string };

/** An `.env.example` that was read: its parts in order, and its settings by name. */
export type EnvSource = {
  readonly parts: readonly EnvPart[];
  readonly settings: ReadonlyMap<string, Setting>;
  /** Whether the last line has a line ending. */
  readonly ended: boolean;
};

const on = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=/;
const off = /^#\s?([A-Z][A-Z0-9_]*)=/;

/** Reads an `.env.example`. `undefined` when a setting stands in it twice, or a line is neither setting nor comment. */
export function readEnvExample(raw: string): EnvSource | undefined {
  const { text } = plainText(raw);
  const ended = text === '' || text.endsWith('\n');
  const lines = text === '' ? [] : (ended ? text.slice(0, -1) : text).split('\n');
  const parts: EnvPart[] = [];
  const settings = new Map<string, Setting>();
  let comment: string[] = [];
  for (const line of lines) {
    const name = (on.exec(line) ?? off.exec(line))?.[1];
    const isComment = line.trimStart().startsWith('#');
    if (name === undefined && isComment) {
      comment.push(line);
      continue;
    }
    if (name === undefined) {
      if (line.trim() !== '') return undefined;
      parts.push(...comment.map((loose) => ({ loose })), { loose: line });
    } else {
      if (settings.has(name)) return undefined;
      const setting = { name, comment, line, value: line.trim() };
      settings.set(name, setting);
      parts.push(setting);
    }
    comment = [];
  }
  return { parts: [...parts, ...comment.map((loose) => ({ loose }))], settings, ended };
}

/** The text of these parts. */
export function writeEnvExample(parts: readonly EnvPart[], ended: boolean): string {
  const lines = parts.flatMap((part) => ('name' in part ? [...part.comment, part.line] : [part.loose]));
  return lines.join('\n') + (ended && lines.length > 0 ? '\n' : '');
}
