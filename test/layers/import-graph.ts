import { join } from 'node:path/posix';

/** The files that each file imports, by their paths; types count as everything else. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The specifiers that a source imports, as values and as types. What stands in template literals is the text of files that are made elsewhere. */
export function importsOf(source: string): string[] {
  const text = source.replace(/`[^`]*`/g, '').replace(/\/\*[\s\S]*?\*\//g, '');
  const found = text.matchAll(/^(?:import|export|\}).*? from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...found].map(([, from, bare, later]) => from ?? bare ?? later ?? '');
}

/** The imports within some sources, given by path. `packages` says which file a name like `@app/core` means. */
export function importGraph(
  sources: ReadonlyMap<string, string>,
  packages: ReadonlyMap<string, string> = new Map(),
): ImportGraph {
  const graph = new Map<string, string[]>();
  for (const [path, source] of sources) {
    const targets = importsOf(source).map((from) =>
      from.startsWith('.') ? join(path, '..', from) : (packages.get(from) ?? ''),
    );
    graph.set(
      path,
      targets.filter((target) => sources.has(target)),
    );
  }
  return graph;
}

/** One way round each cycle, as its files in order; empty where imports run one way. */
export function cyclesIn(graph: ImportGraph): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) cycles.push([...way.slice(way.indexOf(file)), file]);
    if (done.has(file) || way.includes(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}
