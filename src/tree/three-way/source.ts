/** A comment with its marker (`# about`, `// about`), and its place in the text. */
export type Comment = { readonly start: number; readonly end: number; readonly text: string };

/**
 * A value and its place in the text. Values that mean the same have an equal `meaning`, however they are written. A
 * collection that must not be split (tagged or anchored in YAML) is a `scalar`.
 */
export type SourceNode = {
  readonly kind: 'scalar' | 'map' | 'list';
  readonly meaning: string;
  readonly start: number;
  readonly end: number;
  /** Written in brackets, as all of JSON is. */
  readonly flow: boolean;
  /** Whether it holds an anchor or an alias. Then its meaning depends on another place. */
  readonly anchored: boolean;
  readonly entries: readonly SourceEntry[];
};

/** A member of a map, or an item of a list; an item's key is its meaning. */
export type SourceEntry = {
  readonly key: string;
  readonly start: number;
  /** Just after the `:` or the `-`. In a list in brackets: `start`. */
  readonly keyEnd: number;
  /** Where the value starts, with its tag. */
  readonly valueStart: number;
  readonly end: number;
  /** Where the comma after it stands, in brackets. */
  readonly comma: number | undefined;
  readonly node: SourceNode;
};

/** A text after reading, with the places of all its values and comments. */
export type Source = { readonly text: string; readonly root: SourceNode; readonly comments: readonly Comment[] };

/** The keys that lead from the root to a value. */
export type Path = readonly string[];

/** The meaning of a collection that holds these entries. */
export function meaningOf(kind: 'map' | 'list', entries: readonly Pick<SourceEntry, 'key' | 'node'>[]): string {
  if (kind === 'list') return `[${entries.map(({ node }) => node.meaning).join(',')}]`;
  const members = entries.map(({ key, node }) => `${JSON.stringify(key)}:${node.meaning}`);
  return `{${members.sort().join(',')}}`;
}

/** Whether two members of a map have the same name. */
export function hasTwins(entries: readonly Pick<SourceEntry, 'key'>[]): boolean {
  return new Set(entries.map(({ key }) => key)).size < entries.length;
}

/** The entry at a path, or `undefined` when there is none. The path must not be empty. */
export function entryAt(root: SourceNode, path: Path): SourceEntry | undefined {
  let entry: SourceEntry | undefined;
  for (const key of path) {
    const node: SourceNode = entry?.node ?? root;
    entry = node.entries.find((candidate) => candidate.key === key);
    if (!entry) return undefined;
  }
  return entry;
}

/** The value at a path, or `undefined` when there is none. */
export function nodeAt(root: SourceNode, path: Path): SourceNode | undefined {
  return path.length === 0 ? root : entryAt(root, path)?.node;
}
