import { numbersFrom } from './files.ts';
import type { contents } from './history.ts';

/** Few words, so that files of different meaning look alike. */
const vocabulary = [
  'import { pool } from "./pool.ts";',
  'export function handle() {',
  '  const event = read();',
  '  await this.pool.query(event);',
  '}',
  '',
  'region = "eu-central-1"',
  '# Grüße aus Köln',
  '  - name: receipt',
  '// 東京',
] as const;

/** The bytes of a new file. */
export function makeContent(kind: (typeof contents)[number], lines: number, seed: number): Buffer {
  const next = numbersFrom(seed);
  if (kind === 'empty') return Buffer.alloc(0);
  if (kind === 'binary')
    return Buffer.from(Array.from({ length: lines * 5 }, (_, at) => (at % 7 === 0 ? 0 : next(256))));
  const text: string[] = Array.from({ length: lines }, () => vocabulary[next(vocabulary.length)] ?? '');
  if (kind === 'umlaut') text.unshift('Übersicht äöü ✓');
  const joined = text.join(kind === 'crlf' ? '\r\n' : '\n');
  return Buffer.from(kind === 'no end' ? `${joined}end` : `${joined}${kind === 'crlf' ? '\r\n' : '\n'}`, 'utf8');
}

/** The bytes of a new file that has to have a form of its own: package.json is JSON whatever the story is. */
export function contentFor(path: string, kind: (typeof contents)[number], lines: number, seed: number): Buffer {
  if (path.endsWith('.json')) {
    const entries = Array.from({ length: Math.min(lines, 8) }, (_, at) => [`part-${at}`, `^${(seed + at) % 9}.0.0`]);
    return asJson({ name: 'my-shop', scripts: { test: 'node --test' }, dependencies: Object.fromEntries(entries) });
  }
  if (path.endsWith('.env.example')) {
    const next = numbersFrom(seed);
    return Buffer.from(
      Array.from({ length: Math.min(lines, 9) }, (_, at) => `# What it is\nSETTING_${at}=${next(9)}\n`).join('\n'),
    );
  }
  return makeContent(kind, lines, seed);
}

/** How a text is edited. */
export type TextEdit = 'insert' | 'change' | 'cut';

/**
 * Edits the bytes of a file as one of the two would: new lines carry a word that says whose they are.
 * Binary bytes get a NUL and that word.
 */
export function editBytes(path: string, bytes: Buffer, edit: TextEdit, by: 'mine' | 'theirs', seed: number): Buffer {
  const next = numbersFrom(seed);
  const word = `${by}-${seed}`;
  if (bytes.includes(0)) return Buffer.concat([bytes.subarray(0, next(bytes.length)), Buffer.from(`\0${word}\0`)]);
  if (path.endsWith('package.json') && next(5) > 0) return editJson(bytes, edit, word, next);
  const text = bytes.toString('latin1');
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(ending);
  const at = next(lines.length);
  const many = 1 + next(3);
  if (edit === 'cut') lines.splice(at, many);
  else {
    const fresh = Array.from({ length: many }, (_, n) =>
      n === 0 ? `line ${word}` : Buffer.from(vocabulary[next(10)] ?? '').toString('latin1'),
    );
    lines.splice(at, edit === 'change' ? many : 0, ...fresh);
  }
  return Buffer.from(lines.join(ending), 'latin1');
}

function editJson(bytes: Buffer, edit: TextEdit, word: string, next: (below: number) => number): Buffer {
  let parsed: { dependencies?: Record<string, string> };
  try {
    parsed = JSON.parse(bytes.toString('utf8'));
  } catch {
    return Buffer.concat([bytes, Buffer.from(`// ${word}\n`)]);
  }
  const dependencies = { ...parsed.dependencies };
  const names = Object.keys(dependencies);
  const name = names[next(Math.max(1, names.length))];
  if (edit === 'insert' || name === undefined) dependencies[word] = '^1.0.0';
  else if (edit === 'change') dependencies[name] = `^1.0.0-${word}`;
  else delete dependencies[name];
  return asJson({ ...parsed, dependencies });
}

function asJson(value: object): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`, 'utf8');
}
