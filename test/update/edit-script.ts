import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { read, write } from './made-repo.ts';

/** What the edit script did: every line it added, what it deleted, and where it moved a file. */
export type Edits = {
  readonly lines: readonly string[];
  readonly deleted: string;
  readonly moved: readonly [string, string];
};

const packages = [
  'core',
  'database',
  'outbox',
  'telemetry',
  'provider',
  'events',
  'local',
  'gates',
  'observe',
  'glue',
  'postgres',
  'sql',
];

const others = [
  'packages/provider/src/local/pump',
  'packages/glue/src/gate',
  'services/legacy-shop/src',
  'services/shop/src',
  'services/receipt/src',
];

/** Edits a repo the way a team does: code of every slot, configuration, dependencies, serverless.yml, the README. */
export function editRepo(repo: string): Edits {
  const lines: string[] = [];
  const add = (path: string, line: string, at: (all: string[]) => number) => {
    const all = read(repo, path).split('\n');
    all.splice(at(all), 0, line);
    write(repo, path, all.join('\n'));
    lines.push(line.trim());
  };
  const end = (all: string[]) => all.length - 1;
  const sources = [...packages.map((name) => `packages/${name}/src`), ...others].filter((path) => has(repo, path));
  for (const folder of sources) {
    const file = sourceIn(repo, folder);
    add(file, `// mine: in the middle of ${file}`, (all) => Math.floor(all.length / 2));
    add(file, `// mine: at the end of ${file}`, end);
  }
  add('deploy/serverless.yml', '# mine: why this service is called so', () => 0);
  add('deploy/serverless.yml', '  - ${file(../services/mine/function.yml)}', (all) => after(all, /^functions:/));
  add('.env.example', '# MINE=1', end);
  add('README.md', 'A paragraph of mine.', end);
  add('.github/workflows/ci.yml', '# mine: who looks at red builds', () => 0);
  add('.gitignore', 'mine/', end);
  addKeys(repo, 'package.json', ['scripts', 'mine'], 'node mine.js');
  addKeys(repo, 'package.json', ['devDependencies', 'mine'], '1.0.0');
  addKeys(repo, 'packages/core/package.json', ['dependencies', 'mine-too'], '1.0.0');
  lines.push('"mine": "node mine.js"', '"mine": "1.0.0"', '"mine-too": "1.0.0"');
  write(repo, 'services/mine/src/main.ts', '// mine: a service of my own\n');
  lines.push('// mine: a service of my own');
  const deleted = 'docs/your-app.md';
  rmSync(join(repo, deleted));
  const moved = ['docs/limits.md', 'docs/what-it-does-not-do.md'] as const;
  renameSync(join(repo, moved[0]), join(repo, moved[1]));
  return { lines, deleted, moved };
}

function has(repo: string, path: string): boolean {
  try {
    return readdirSync(join(repo, path)).length > 0;
  } catch {
    return false;
  }
}

function sourceIn(repo: string, folder: string): string {
  const names = readdirSync(join(repo, folder)).filter((name) => name.endsWith('.ts'));
  const [name] = names.sort((a, b) => read(repo, `${folder}/${b}`).length - read(repo, `${folder}/${a}`).length);
  if (name === undefined) throw new Error(`${folder} has no source`);
  return `${folder}/${name}`;
}

function after(all: readonly string[], line: RegExp): number {
  const at = all.findIndex((text) => line.test(text));
  if (at < 0) throw new Error(`no line ${line}`);
  return at + 1;
}

function addKeys(repo: string, path: string, [section, key]: [string, string], value: string): void {
  const json = JSON.parse(read(repo, path));
  json[section] = { ...json[section], [key]: value };
  write(repo, path, `${JSON.stringify(json, null, 2)}\n`);
}
