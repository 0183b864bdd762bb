import { type ImportSpecifier, parse } from 'es-module-lexer';

/**
 * Turns a chunk that esbuild wrote as an ES module into the body of a function of `require` and `exports`. esbuild's own way to CommonJS brings 450 bytes of
 * helpers with every chunk, two fifths of what is read before the tool begins, and puts a getter between a chunk and each name it imports; both are for
 * modules that import each other in circles, which chunks never do. Throws on anything that esbuild does not write.
 */
export function asFunctionBody(chunk: string): string {
  const [imports] = parse(chunk);
  let body = '';
  let at = 0;
  for (const found of imports) {
    // What a dynamic import loads is a string literal, so none stands inside another.
    body += chunk.slice(at, found.ss) + required(chunk, found);
    at = found.se;
  }
  body += chunk.slice(at);
  return body.replace(/\bexport\{([^{}]*)\};?\s*$/, (_, names: string) => exported(names));
}

function required(chunk: string, { n, d, ss, s, se }: ImportSpecifier): string {
  const statement = chunk.slice(ss, se);
  if (n === undefined || d < -1) throw new Error(`no import of a name: ${statement}`);
  const load = `require(${JSON.stringify(n)})`;
  if (d > -1) return `Promise.resolve().then(()=>${load})`;
  const clause = chunk
    .slice(ss + 'import'.length, s - 1)
    .replace(/\bfrom\s*$/, '')
    .trim();
  if (clause === '') return load;
  const whole = /^(?:\*\s*as\s+)?([\w$]+)$/.exec(clause);
  if (whole) return `var ${whole[1]}=${load}`;
  const names = /^\{([^{}]*)\}$/.exec(clause);
  if (!names) throw new Error(`not an import that a bundle has: ${statement}`);
  return `var{${pairs(names[1] ?? '', (from, to) => (from === to ? from : `${from}:${to}`))}}=${load}`;
}

function exported(names: string): string {
  return `Object.assign(exports,{${pairs(names, (from, to) => (from === to ? from : `${to}:${from}`))}})`;
}

/** `a as b,c` by its pairs: what a name is called there, and what here. */
function pairs(names: string, write: (from: string, to: string) => string): string {
  return names
    .split(',')
    .filter(Boolean)
    .map((name) => {
      const [from = '', to = from] = name.trim().split(/\s+as\s+/);
      return write(from, to);
    })
    .join(',');
}
