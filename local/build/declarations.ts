import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One exported name of a module, as the compiler declares it. */
export type Declaration = {
  readonly name: string;
  /** Its declaration without comments, from `type` or `function` on. */
  readonly text: string;
  /** Whether it has a doc comment. */
  readonly documented: boolean;
};

/**
 * Every name that a `.d.ts` file exports, sorted, including those of the files that it re-exports. Throws on a form
 * that it does not know.
 */
export function declarationsOf(file: string): Declaration[] {
  const found = statementsOf(readFileSync(file, 'utf8')).flatMap(({ text, documented }) =>
    exportedBy(text, documented, file),
  );
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function exportedBy(text: string, documented: boolean, file: string): Declaration[] {
  const [, all] = /^export (?:type )?\* from '(.+)';$/.exec(text) ?? [];
  if (all) return declarationsOf(moduleOf(all, file));
  const [, names, from] = /^export (?:type )?\{([^}]*)\} from '(.+)';$/s.exec(text) ?? [];
  if (names !== undefined && from !== undefined) {
    const there = declarationsOf(moduleOf(from, file));
    return names
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter(Boolean)
      .map((name) => renamed(name, there, file));
  }
  const [, what = '', name = ''] =
    /^export (?:declare )?((?:type|interface|const|let|class|abstract class|function)) (\w+)/.exec(text) ?? [];
  if (name) return [{ name, documented, text: text.replace(/^export (?:declare )?/, '') }];
  if (/^export default function/.test(text))
    return [{ name: 'default', documented, text: text.replace(/^export default /, '') }];
  // `export {};` marks a module without exports.
  if (!text.startsWith('export') || /^export \{\s*\};$/.test(text)) return [];
  throw new Error(`${file}: "${what}${text}" is no export that is known here`);
}

/** In `a as b` the declaration of `a` is exported under the name `b`. */
function renamed(name: string, there: readonly Declaration[], file: string): Declaration {
  const [was = '', is = was] = name.split(' as ');
  const found = there.find((one) => one.name === was);
  if (!found) throw new Error(`${file}: ${was} is not declared where it comes from`);
  return { ...found, name: is };
}

function moduleOf(from: string, file: string): string {
  if (!from.startsWith('.')) throw new Error(`${file}: exports of the package ${from} are its own`);
  return join(dirname(file), from.replace(/\.[jt]s$/, '.d.ts'));
}

/** The statements of a text. The compiler begins each statement, and each comment on one, at the start of a line. */
function statementsOf(text: string): { text: string; documented: boolean }[] {
  const blocks = text.replace(/^\/\/.*$/gm, '').split(/^(?=export |import |declare |type |interface |class |\/\*\*)/m);
  return blocks.flatMap((block, i) => {
    if (block.startsWith('/**') || block.trim() === '') return [];
    const plain = block.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n/gm, '').trim();
    return [{ text: plain, documented: blocks[i - 1]?.startsWith('/**') ?? false }];
  });
}
