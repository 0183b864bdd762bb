import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Declaration, declarationsOf } from './declarations.ts';

const local = fileURLToPath(new URL('..', import.meta.url));

/** What each subpath of the library exports. */
export type Surface = ReadonlyMap<string, readonly Declaration[]>;

/** Reads the surface from the declarations that the compiler makes from the sources. */
export function surface(): Surface {
  const folder = mkdtempSync(join(tmpdir(), 'surface-'));
  try {
    emitInto(folder);
    const { exports } = JSON.parse(readFileSync(join(local, 'package.json'), 'utf8')) as {
      exports: Readonly<Record<string, string | { readonly types: string }>>;
    };
    const entries = Object.entries(exports).flatMap(([subpath, target]) => {
      const [, path] =
        /^\.\/dist\/(.+?)(?:\.d\.ts|\.js)$/.exec(typeof target === 'string' ? target : target.types) ?? [];
      return path === undefined ? [] : [[subpath, declarationsOf(join(folder, `${path}.d.ts`))] as const];
    });
    return new Map(entries);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function emitInto(folder: string): void {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), createRequire(manifest)('./package.json').bin.tsc);
  const args = ['-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--declarationMap', 'false', '--outDir', folder];
  execFileSync(process.execPath, [tsc, ...args], { cwd: local, stdio: 'inherit' });
}

/** The report as a page: a heading for each subpath, and the declaration of each name. */
export function reportOf(found: Surface): string {
  const sections = [...found].map(([subpath, declarations]) => {
    const texts = declarations.map(({ name, text }) => `### ${name}\n\n\`\`\`ts\n${text}\n\`\`\`\n`);
    return `## ${subpath}\n\n${texts.join('\n')}`;
  });
  return `# What serverless-workshop exports\n\nWritten by \`npm run api\` from the declarations that the compiler makes; a test compares it. Within a minor version it only grows.\n\n${sections.join('\n')}`;
}

/**
 * Each line of an older report that is missing in the newer one, as `<subpath> <name>: <line>`. A type that got a new
 * line is not listed, because adding is allowed.
 */
export function missingFrom(older: string, newer: string): string[] {
  const now = linesByName(newer);
  return [...linesByName(older)].flatMap(([name, lines]) => {
    const there = now.get(name);
    if (!there) return [`${name} is gone`];
    return lines.filter((line) => !there.includes(line)).map((line) => `${name} lost: ${line}`);
  });
}

function linesByName(report: string): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const section of report.split(/^## /m).slice(1)) {
    const subpath = section.slice(0, section.indexOf('\n'));
    for (const [, name, text = ''] of section.matchAll(/^### (.+)\n\n```ts\n([\s\S]*?)\n```$/gm)) {
      names.set(
        `${subpath} ${name}`,
        text.split('\n').map((line) => line.trim()),
      );
    }
  }
  return names;
}
