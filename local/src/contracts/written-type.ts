/** A TypeScript type as json-schema-to-typescript writes it, in its parts. */
export type WrittenType =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'array'; readonly of: WrittenType }
  | { readonly kind: 'tuple'; readonly items: readonly TupleItem[] }
  | { readonly kind: 'among'; readonly operator: '|' | '&'; readonly parts: readonly WrittenType[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] };

type TupleItem = { readonly rest: boolean; readonly optional: boolean; readonly type: WrittenType };

/** A property. `name` is as written in the text, with its question mark or as `[k: string]`. */
type Member = { readonly comment?: string; readonly name: string; readonly type: WrittenType };

/** A named type. */
export type Declared = { readonly comment?: string; readonly name: string; readonly type: WrittenType };

const token =
  /\s*(\/\*\*[\s\S]*?\*\/|\[k: string\]\??|"(?:[^"\\]|\\.)*"|\.\.\.|-?\d[\w.+-]*|[A-Za-z_$][\w$]*|[^\s\w])/y;

/** Reads the declarations in a text from json-schema-to-typescript. Throws when it is no such text. */
export function readDeclarations(text: string): Declared[] {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = () => tokens[at];
  const next = () => tokens[at++] ?? '';
  const took = (wanted: string) => peek() === wanted && next() === wanted;
  const expect = (wanted: string) => {
    const found = next();
    if (found !== wanted) throw new Error(`No type can be read: "${found}" stands where "${wanted}" should.`);
  };
  const comment = () => (peek()?.startsWith('/**') ? { comment: next() } : {});

  const among = (): WrittenType => {
    const parts = [postfix()];
    const operator = peek();
    if (operator !== '|' && operator !== '&') return parts[0] as WrittenType;
    while (took(operator)) parts.push(postfix());
    return { kind: 'among', operator, parts };
  };
  const postfix = (): WrittenType => {
    let type = primary();
    while (peek() === '[' && tokens[at + 1] === ']') {
      at += 2;
      type = { kind: 'array', of: type };
    }
    return type;
  };
  const primary = (): WrittenType => {
    if (took('(')) {
      const inside = among();
      expect(')');
      return inside;
    }
    if (took('[')) return { kind: 'tuple', items: until(']', item) };
    if (took('{')) return { kind: 'object', members: until('}', member) };
    return { kind: 'word', text: next() };
  };
  const until = <Part>(end: string, part: () => Part): Part[] => {
    const parts: Part[] = [];
    while (!took(end)) {
      if (peek() === undefined) expect(end);
      parts.push(part());
      took(',');
    }
    return parts;
  };
  const item = (): TupleItem => {
    const rest = took('...');
    const type = among();
    return { rest, type, optional: took('?') };
  };
  const member = (): Member => {
    const said = comment();
    const name = next();
    const optional = took('?') ? '?' : '';
    expect(':');
    return { ...said, name: `${name}${optional}`, type: among() };
  };
  const declared = (): Declared => {
    const said = comment();
    expect('export');
    const kind = next();
    const name = next();
    if (kind === 'type') expect('=');
    return { ...said, name, type: among() };
  };

  const found: Declared[] = [];
  while (peek() !== undefined) found.push(declared());
  return found;
}

function tokensOf(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) found.push(match[1] ?? '');
  return found;
}
