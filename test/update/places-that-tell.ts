import type { Tree } from '../../src/tree/tree.ts';

/** A sentence that tells to edit something, and a file that it names. */
export type Place = { readonly page: string; readonly sentence: string; readonly path: string };

const telling =
  /\b(put|change|changed|edit|edited|replace|add|raise|redraw|write|declared?|stricter|yours?|of your own|larger|more|enter|name its files|give it)\b/i;
/** A file that speaks of itself. */
const ofItself = /\b(is yours|your map|add here|Put (your|the client of yours))\b/i;
const fileName = /[\w@.<>*-]*(?:\/[\w@.<>*-]+)*\.(?:ts|js|cjs|mjs|json|yml|mmd|sql)\b/g;

/** Every sentence of a repo's pages that tells to edit and names files of the repo, and every file whose comment tells to edit itself. */
export function placesThatTell(tree: Tree): Place[] {
  const names = [...tree.keys()];
  return [...tree].flatMap(([page, { bytes }]) => {
    const text = Buffer.from(bytes).toString('utf8');
    if (page.endsWith('.md')) {
      return sentencesOf(text)
        .filter((sentence) => telling.test(sentence))
        .flatMap((sentence) =>
          namedIn(sentence)
            .flatMap((named) => names.filter((path) => named.test(path)))
            .map((path) => ({ page, sentence, path })),
        );
    }
    if (page.endsWith('.generated.ts')) return [];
    const comment = commentsOf(text).find((one) => ofItself.test(one));
    return comment === undefined ? [] : [{ page, sentence: comment, path: page }];
  });
}

/** A cell of a table, an item of a list and a part before a colon count as sentences of their own. */
function sentencesOf(text: string): string[] {
  return text
    .replace(/^```[\s\S]*?^```$/gm, '')
    .split(/\n\n|\n(?=\s*(?:[-*|]|\d+\.) )|\|/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim());
}

function commentsOf(text: string): string[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\/|(?:^ *(?:\/\/|#|%%) .*\n)+/gm)].map(([comment]) =>
    comment.replace(/\s+/g, ' '),
  );
}

/** `src/main.ts`, `services/<name>/canary.yml`, `packages/<stage>/src/gate/`. */
function namedIn(sentence: string): RegExp[] {
  return [...sentence.matchAll(fileName)].map(([name]) => {
    const parts = name
      .split(/(<[^>]*>|\*)/)
      .map((part, at) => (at % 2 === 1 ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    return new RegExp(`(^|/)${parts.join('')}$`);
  });
}
