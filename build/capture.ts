import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { screenSvg } from './screen-svg.ts';

// Remakes docs/terminal.svg: runs the built tool in a real terminal, answers every question with Enter, and draws the screen.
const root = fileURLToPath(new URL('..', import.meta.url));
const columns = 96;
const rows = 64;

const work = mkdtempSync(join(tmpdir(), 'csw-capture-'));
// A checkout in an empty folder, so that the picture shows no path of this machine.
const checkout = join(work, 'create-serverless-workshop');
const { files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
for (const part of [...files, 'package.json', 'README.md', 'LICENSE']) {
  cpSync(join(root, part), join(checkout, part), { recursive: true });
}
for (const folder of ['templates', 'build']) mkdirSync(join(checkout, folder));
const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
const args = ['dist/bin.cjs', '../my-shop', '--no-install', '--no-git'];
const child = spawn(process.execPath, args, {
  cols: columns,
  rows,
  cwd: checkout,
  env: { ...process.env, FORCE_COLOR: '1', TERM: 'xterm-256color', npm_config_user_agent: 'npm/11' },
});

let unread = '';
let timer: NodeJS.Timeout | undefined;
child.onData((data) => {
  terminal.write(data);
  unread += data;
  clearTimeout(timer);
  // A filled diamond marks the open question. The screen is drawn when the output has stopped.
  timer = setTimeout(() => {
    if (unread.includes('◆')) child.write('\r');
    unread = '';
  }, 300);
});
child.onExit(({ exitCode }) => {
  clearTimeout(timer);
  terminal.write('', () => {
    rmSync(work, { recursive: true, force: true });
    if (exitCode !== 0) throw new Error(`The tool ended with ${exitCode}.`);
    writeFileSync(join(root, 'docs/terminal.svg'), screenSvg(terminal, '$ npm start -- ../my-shop'));
    process.exit(0);
  });
});
