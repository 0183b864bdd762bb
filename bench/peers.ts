import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.peers', import.meta.url));

/** The packages we compare with. The bench downloads them itself; an install of this repository does not. */
const peers = { 'create-vite': '9.3.0', 'pg-transactional-outbox': '0.5.7' };

/** The path of a file of a peer. The first call installs the peers. */
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
