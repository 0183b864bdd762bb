import { installCommand } from '../package-manager.ts';
import type { Finding } from './finding.ts';
import { installedFolder } from './installed.ts';
import { managerOf } from './lockfile.ts';
import { damagedManifests, declaredPackages, type PackageJson, readJson } from './workspace.ts';

/**
 * Checks whether every package.json can be read, whether the packages are installed, and whether packages that need an
 * install script are allowed to run it.
 */
export function packageFindings(root: string): Finding[] {
  return [...damagedManifests(root).map(damagedFinding), ...installedFindings(root)];
}

function damagedFinding(path: string): Finding {
  return { what: path, status: 'broken', detail: 'it is no JSON object', mend: `git checkout HEAD -- ${path}` };
}

function installedFindings(root: string): Finding[] {
  const mend = installCommand(managerOf(root));
  const declared = [...declaredPackages(root)];
  const missing = declared.filter((name) => installedFolder(root, name) === undefined);
  if (missing.length === declared.length && declared.length > 0) {
    return [{ what: 'packages', status: 'broken', detail: 'nothing is installed', mend }];
  }
  const installed: Finding =
    missing.length === 0
      ? { what: 'packages', status: 'ok', detail: `${declared.length} declared, all installed` }
      : { what: 'packages', status: 'broken', detail: `not installed: ${missing.join(', ')}`, mend };
  return [installed, ...scriptFindings(root)];
}

type Lock = { readonly packages?: Readonly<Record<string, { hasInstallScript?: boolean; version?: string }>> };

function scriptFindings(root: string): Finding[] {
  // Only npm writes this list. pnpm and yarn record approvals elsewhere.
  const lock = readJson<Lock>(root, 'node_modules/.package-lock.json');
  const manifest = readJson<PackageJson>(root, 'package.json');
  if (!lock?.packages || !manifest) return [];
  const allowed = manifest.allowScripts ?? {};
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
