import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOwnPackage } from '../../src/repo/origin.ts';
import { packedName } from '../../src/repo/tool.ts';
import { bin, cleanEnvironment, installedCopy, pictureOf, root, runProgram, runTool, scratchFolder } from './tool.ts';

type Json = Record<string, never> & { devDependencies: Record<string, string>; scripts: Record<string, string> };

/** Nobody listens there: a command that asks a registry fails. */
const noRegistry = {
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_offline: 'true',
  npm_config_audit: 'false',
};

let work = '';
let packed = '';

beforeAll(async () => {
  work = realpathSync(mkdtempSync(join(tmpdir(), 'csw-packed-')));
  const { code, stdout, stderr } = await runProgram(
    'npm',
    ['pack', '--ignore-scripts', '--pack-destination', work, root],
    { cwd: work },
  );
  if (code !== 0) throw new Error(stderr);
  packed = join(work, stdout.trim().split('\n').at(-1) ?? '');
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

test('from the packed package: the repo carries the tool, and its commands run where no registry knows the name', async () => {
  const cwd = scratchFolder();
  const installed = await installPacked(cwd);
  const made = await runTool(['my-shop', '--yes', '--no-install', '--json'], { cwd, tool: installed });
  expect(made.code).toBe(0);
  const { reproduce } = JSON.parse(made.stdout) as { reproduce: string };
  const repo = join(cwd, 'my-shop');
  const tarball = `.workshop/${readdirSync(join(repo, '.workshop')).find((name) => name.endsWith('.tgz'))}`;
  const { devDependencies, scripts } = readJson(repo, 'package.json');
  expect(devDependencies['create-serverless-workshop']).toBe(`file:${tarball}`);
  expect(reproduce).toMatch(/^npx \.\/my-shop\/\.workshop\/create-serverless-workshop-.*\.tgz my-shop --start legacy/);
  expect((await runProgram('git', ['ls-files', '.workshop'], { cwd: repo })).stdout).toContain(tarball);

  // The rest of the packages is not what is looked at: the tool alone is installed.
  const { 'create-serverless-workshop': tool } = devDependencies;
  const alone = {
    name: 'my-shop',
    private: true,
    scripts: { workshop: scripts.workshop },
    devDependencies: { 'create-serverless-workshop': tool },
  };
  writeFileSync(join(repo, 'package.json'), JSON.stringify(alone));
  const install = await npm(repo, 'install', '--ignore-scripts', '--workspaces=false');
  expect(install.stderr.replace(/npm warn .*\n/g, '')).toBe('');
  expect(install.code).toBe(0);

  const version = await npm(repo, 'run', '--silent', 'workshop', '--', '--version');
  expect({ ...version, stderr: '' }).toEqual({
    code: 0,
    stdout: `${readJson(root, 'package.json').version}\n`,
    stderr: '',
  });

  const doctor = await npm(repo, 'run', '--silent', 'workshop', '--', 'doctor', '--json');
  const { findings } = JSON.parse(doctor.stdout) as { findings: { what: string; status: string; detail: string }[] };
  expect(findings).toContainEqual({
    what: 'workshop.json',
    status: 'ok',
    detail: expect.stringContaining('made by version'),
  });
  expect(findings).toContainEqual({
    what: '.workshop/base.jsonl',
    status: 'ok',
    detail: expect.stringContaining('digest as recorded'),
  });
  expect(findings).toContainEqual({
    what: 'engine',
    status: 'note',
    detail: expect.stringContaining('not fetched yet'),
  });

  const bare = await npm(repo, 'run', '--silent', 'workshop');
  expect(bare.stdout).toContain('Usage');
});

test('the carried tool is the packed package, without what only a checkout needs', async () => {
  const cwd = scratchFolder();
  expect((await runTool(['my-shop', '--yes', '--no-install', '--no-git'], { cwd })).code).toBe(0);
  const carried = join(
    cwd,
    'my-shop/.workshop',
    readdirSync(join(cwd, 'my-shop/.workshop')).find((name) => name.endsWith('.tgz')) ?? '',
  );
  const [ours, npms] = await Promise.all([unpack(carried, join(cwd, 'ours')), unpack(packed, join(cwd, 'npms'))]);
  const { scripts, devDependencies, workspaces, ...published } = readJson(cwd, 'npms/package/package.json');
  expect(workspaces).toBeDefined();
  expect(scripts).toBeDefined();
  expect(devDependencies).toBeDefined();
  expect(readJson(cwd, 'ours/package/package.json')).toEqual(published);
  expect({ ...ours, 'package.json': '' }).toEqual({ ...npms, 'package.json': '' });
});

test('the same answers make the same bytes, in another folder and from the packed package', async () => {
  const [a, b] = [scratchFolder(), scratchFolder()];
  const args = ['my-shop', '--yes', '--no-install', '--no-git'];
  expect((await runTool(args, { cwd: a })).code).toBe(0);
  expect((await runTool(args, { cwd: b, tool: await installPacked(b) })).code).toBe(0);
  expect(pictureOf(join(b, 'my-shop'))).toEqual(pictureOf(join(a, 'my-shop')));
});

test('the command that is printed at the end reproduces the answers', async () => {
  const cwd = scratchFolder();
  const { stdout } = await runTool(
    ['my-shop', '--yes', '--telemetry', 'cloudwatch', '--stage', 'observe', '--no-install', '--no-git'],
    { cwd },
  );
  const [, command = ''] = /The same answers again:\n {2}(.*)\n/.exec(stdout) ?? [];
  const first = pictureOf(join(cwd, 'my-shop'));
  rmSync(join(cwd, 'my-shop'), { recursive: true });
  const again = await runProgram('sh', ['-c', `${command} --no-install --no-git`], { cwd });
  expect(again.stderr).toBe('');
  expect(pictureOf(join(cwd, 'my-shop'))).toEqual(first);
});

test('a dry run names every file, its size and its layer, and writes nothing', async () => {
  const cwd = scratchFolder();
  const { stdout } = await runTool(['my-shop', '--yes', '--dry-run', '--json'], { cwd });
  expect(readdirSync(cwd)).toEqual([]);
  const { files } = JSON.parse(stdout) as { files: { path: string; bytes: number; layers: string[] }[] };
  expect((await runTool(['my-shop', '--yes', '--no-install', '--no-git'], { cwd })).code).toBe(0);
  const written = Object.entries(pictureOf(join(cwd, 'my-shop')))
    .filter(([, content]) => content !== 'folder')
    .map(([path]) => [path, statSync(join(cwd, 'my-shop', path)).size]);
  expect(files.map(({ path, bytes }) => [path, bytes])).toEqual(written);
  const layersOf = (path: string) => files.find((file) => file.path === path)?.layers;
  expect(layersOf('workshop.json')).toEqual(['the tool']);
  expect(layersOf('tsconfig.json')).toEqual(['base']);
  expect(layersOf('package.json')?.length).toBeGreaterThan(1);

  const text = await runTool(['your-shop', '--yes', '--dry-run'], { cwd });
  expect(text.stdout).toMatch(/^ +\d+ {2}tsconfig\.json +base$/m);
  expect(text.stdout).toContain('Nothing was written.');
});

test('folders above the target come with it', async () => {
  const cwd = scratchFolder();
  expect((await runTool(['deep/er/my-shop', '--yes', '--no-install', '--no-git'], { cwd })).code).toBe(0);
  expect(readJson(cwd, 'deep/er/my-shop/package.json').name).toBe('my-shop');
  expect(readdirSync(cwd)).toEqual(['deep']);
});

test('a folder whose name is a command is made with ./', async () => {
  const cwd = scratchFolder();
  expect((await runTool(['./update', '--yes', '--no-install', '--no-git'], { cwd })).code).toBe(0);
  expect(existsSync(join(cwd, 'update/workshop.json'))).toBe(true);
});

test('answers come from a file, and flags win', async () => {
  const cwd = scratchFolder();
  writeFileSync(
    join(cwd, 'answers.json'),
    JSON.stringify({ name: 'from-file', stage: 'observe', telemetry: 'cloudwatch' }),
  );
  const args = ['--answers', 'answers.json', '--telemetry', 'otlp', '--yes', '--no-install', '--no-git'];
  expect((await runTool(args, { cwd })).code).toBe(0);
  expect(readJson(cwd, 'from-file/workshop.json').answers).toMatchObject({
    name: 'from-file',
    stage: 'observe',
    telemetry: 'otlp',
  });
});

test('npm start from the checkout takes the paths from where they were typed', async () => {
  const cwd = scratchFolder();
  const env = cleanEnvironment({
    npm_lifecycle_event: 'start',
    npm_package_json: join(root, 'package.json'),
    INIT_CWD: cwd,
  });
  writeFileSync(join(cwd, 'answers.json'), JSON.stringify({ stage: 'observe' }));
  const args = ['my-shop', '--answers', 'answers.json', '--yes', '--no-install', '--no-git'];
  expect(await runTool(args, { cwd: root, env })).toMatchObject({ code: 0, stderr: '' });
  expect(readJson(cwd, 'my-shop/workshop.json').answers).toMatchObject({ stage: 'observe' });
  const missing = await runTool(['other', '--answers', 'more.json', '--yes'], { cwd: root, env });
  expect(missing.stderr).toContain('The answers file more.json does not exist.');
});

test('pnpm hands a script its --: what stands behind it is still a command', async () => {
  const cwd = scratchFolder();
  const env = cleanEnvironment({
    npm_lifecycle_event: 'workshop',
    npm_config_user_agent: 'pnpm/10.1.0 npm/? node/v20',
  });
  expect((await runTool(['--'], { cwd, env })).stdout).toContain('Usage');
  expect(JSON.parse((await runTool(['--', 'doctor', '--json'], { cwd, env })).stdout)).toHaveProperty('findings');
});

test('a reader that leaves early is no failure', async () => {
  const cwd = scratchFolder();
  const { code, stderr } = await runProgram(
    'bash',
    ['-c', `set -o pipefail; '${process.execPath}' '${bin}' my-shop --yes --dry-run | head -1`],
    { cwd },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a reader that left before the end does not stop the work', async () => {
  const cwd = scratchFolder();
  // Nobody reads the pipe when the tool begins: its first line fails already.
  const { code, stderr } = await runProgram(
    'sh',
    ['-c', `mkfifo pipe && exec 3<>pipe 4>pipe 3>&- && '${process.execPath}' '${bin}' my-shop --yes --no-install >&4`],
    { cwd },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const log = await runProgram('git', ['log', '--format=%s'], { cwd: join(cwd, 'my-shop') });
  expect(log.stdout).toBe('Start from create-serverless-workshop\n');
});

describe.skipIf(!existsSync('/dev/full'))('where nothing can be written, no stack is shown', () => {
  const to = async (cwd: string, redirected: string, ...args: string[]) =>
    runProgram('sh', ['-c', `"$0" "$@" ${redirected}`, process.execPath, bin, ...args], { cwd });

  test('the answer: the repo is made, its loss is told and the run has failed', async () => {
    const cwd = scratchFolder();
    const lost = /^error: The answer cannot be written \(ENOSPC\)\.\n {2}.*\n$/m;
    const made = await to(cwd, '>/dev/full', 'my-shop', '--yes', '--no-install');
    expect({ code: made.code, rest: made.stderr.replace(lost, '') }).toEqual({ code: 1, rest: '' });
    const log = await runProgram('git', ['log', '--format=%s'], { cwd: join(cwd, 'my-shop') });
    expect(log.stdout).toBe('Start from create-serverless-workshop\n');

    const json = await to(cwd, '>/dev/full', 'your-shop', '--yes', '--no-install', '--json');
    expect({ code: json.code, stderr: json.stderr }).toEqual({ code: 1, stderr: expect.stringMatching(lost) });
    expect(json.stderr).not.toContain('    at ');
  });

  test.each([
    ['an error', '2>/dev/full'],
    ['an answer and an error', '>/dev/full 2>&1'],
    ['a refusal as JSON', '>/dev/full', '--json'],
  ])('%s: a refusal is still a refusal', async (_what, redirected, ...more) => {
    const cwd = scratchFolder();
    const { code, stdout, stderr } = await to(cwd, redirected, 'My Shop', '--yes', ...more);
    expect(code).toBe(3);
    expect(`${stdout}${stderr}`).not.toContain('    at ');
  });
});

test('a new repo and the help load none of the large packages', async () => {
  const cwd = scratchFolder();
  const tool = installedCopy(join(cwd, 'tool'));
  for (const name of ['execa', 'yaml']) rmSync(join(cwd, `tool/dist/${name}.cjs`));
  // As after a build: else the tool would pack itself, and find that it is not complete.
  writeFileSync(join(cwd, 'tool/dist', packedName(readOwnPackage(root))), 'packed');
  const run = (...args: string[]) => runProgram(process.execPath, [tool, ...args], { cwd });
  expect(await run('my-shop', '--yes', '--no-install', '--no-git')).toMatchObject({ code: 0 });
  expect(await run('--help')).toMatchObject({ code: 0, stderr: '' });
  expect(await run('doctor')).toMatchObject({ code: 1, stderr: expect.stringContaining('execa.cjs') });
});

async function installPacked(cwd: string): Promise<string> {
  const folder = join(cwd, 'npx');
  mkdirSync(folder);
  const { code, stderr } = await npm(folder, 'install', '--ignore-scripts', packed);
  if (code !== 0) throw new Error(stderr);
  return join(folder, 'node_modules/create-serverless-workshop/dist/bin.cjs');
}

async function unpack(tarball: string, folder: string): Promise<Record<string, string>> {
  mkdirSync(folder);
  const { code, stderr } = await runProgram('tar', ['-xzf', tarball, '-C', folder], { cwd: folder });
  if (code !== 0) throw new Error(stderr);
  const picture = pictureOf(join(folder, 'package'));
  return Object.fromEntries(Object.entries(picture).filter(([, content]) => content !== 'folder'));
}

function npm(cwd: string, ...args: string[]) {
  return runProgram('npm', args, { cwd, env: cleanEnvironment(noRegistry) });
}

function readJson(...path: string[]): Json {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as Json;
}
