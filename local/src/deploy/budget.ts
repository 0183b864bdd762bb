import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { repoRoot } from '../repo.ts';

// A cold start reads and parses every byte of a bundle. A package that needs more says so in its deploy/bundle.json.
const usualKb = 450;

/** The budget of a bundle in KB: the usual one, or the largest that one of its workspace packages asks for. */
export function budgetOf(inputs: readonly string[]): number {
  const folders = new Set(inputs.flatMap((file) => workspaceOf(resolve(repoRoot(), file)) ?? []));
  const asked = [...folders]
    .map((folder) => join(folder, 'deploy/bundle.json'))
    .filter((file) => existsSync(file))
    .map((file) => (JSON.parse(readFileSync(file, 'utf8')) as { maxKb: number }).maxKb);
  return Math.max(usualKb, ...asked);
}

/** The folder `packages/<name>` that a file belongs to. */
function workspaceOf(file: string): string | undefined {
  const packages = join(repoRoot(), 'packages');
  for (let at = dirname(file); at.startsWith(packages) && at !== packages; at = dirname(at)) {
    if (dirname(at) === packages) return at;
  }
  return undefined;
}

/** The three packages with the most bytes in a bundle, as `name 12 KB`. */
export function largestOf(inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>): string[] {
  const bytes = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? dirname(file);
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return [...bytes]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name, count]) => `${name} ${Math.ceil(count / 1024)} KB`);
}
