import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.peers', import.meta.url));

/** Peers are fetched by the bench, never by an install of this repository. */
const peers = { 'create-vite': '9.3.0', 'pg-transactional-outbox': '0.5.7' };

/** A file of a peer. Installs the peers on the first call. */
export function peerFile(name: keyof typeof peers, path: string): string {
  const file = join(folder, 'node_modules', name, path);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: peers }));
    const result = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
    if (result.status !== 0) throw new Error('The peers could not be installed.');
  }
  return file;
}
