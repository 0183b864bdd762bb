import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { declaredPackages, type PackageJson, readJson, workspaceFolders } from './workspace.ts';

/** Looks whether the packages are installed, and whether those that need a script may run it. */
export function packageFindings(root: string): Finding[] {
  const declared = [...declaredPackages(root)];
  const missing = declared.filter((name) => !isInstalled(root, name));
  if (missing.length === declared.length && declared.length > 0) {
    return [{ what: 'packages', status: 'broken', detail: 'nothing is installed', mend: 'npm install' }];
  }
  const installed: Finding =
    missing.length === 0
      ? { what: 'packages', status: 'ok', detail: `${declared.length} declared, all installed` }
      : { what: 'packages', status: 'broken', detail: `not installed: ${missing.join(', ')}`, mend: 'npm install' };
  return [installed, ...scriptFindings(root)];
}

function isInstalled(root: string, name: string): boolean {
  return [root, ...workspaceFolders(root)].some((folder) =>
    existsSync(join(folder, 'node_modules', name, 'package.json')),
  );
}

type Lock = { readonly packages?: Readonly<Record<string, { hasInstallScript?: boolean; version?: string }>> };

function scriptFindings(root: string): Finding[] {
  // Only npm writes this list; pnpm and yarn keep their own approvals.
  const lock = readJson<Lock>(root, 'node_modules/.package-lock.json');
  if (!lock?.packages) return [];
  const allowed = readJson<PackageJson>(root, 'package.json')?.allowScripts ?? {};
  const scripted = Object.entries(lock.packages).flatMap(([path, { hasInstallScript, version }]) => {
    const name = path.split('node_modules/').at(-1);
    return hasInstallScript && name ? [{ name, version }] : [];
  });
  const unknown = scripted
    .filter(({ name, version }) => !allowed[name] && !allowed[`${name}@${version}`])
    .map(({ name }) => name);
  if (unknown.length === 0) {
    return [
      {
        what: 'install scripts',
        status: 'ok',
        detail: `${scripted.length} packages have one, all are in allowScripts`,
      },
    ];
  }
  return [
    {
      what: 'install scripts',
      status: 'warn',
      detail: `not in allowScripts: ${[...new Set(unknown)].join(', ')}`,
      mend: 'Approve them by name in "allowScripts" of package.json, or set them to false there.',
    },
  ];
}
