import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaults } from '../../../src/layers/answers.ts';
import { writeBase } from '../../../src/repo/base.ts';
import { writeManifest } from '../../../src/repo/manifest.ts';
import { sha256 } from '../../../src/tree/digest.ts';
import { scratchFolder } from '../../e2e/tool.ts';

/** A small repo as the tool makes them: a manifest, a base, and the files given. Answers its root. */
export function madeRepo(files: Record<string, object | string> = {}, version = '1.2.3'): string {
  const root = scratchFolder();
  const file = { bytes: Buffer.from('text'), executable: false, id: 'base/a.txt', role: 'frame' } as const;
  const base = writeBase(new Map([['a.txt', file]]));
  const generator = { name: 'create-serverless-workshop', version };
  const manifest = writeManifest({ generator, answers: { name: 'my-shop', ...defaults }, base: sha256(base) });
  write(root, { 'workshop.json': manifest.toString(), '.workshop/base.jsonl': base.toString(), ...files });
  return root;
}

/** Writes files below a root; objects as JSON. */
export function write(root: string, files: Record<string, object | string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}
