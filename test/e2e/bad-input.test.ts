import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bin, cleanEnvironment, installedCopy, pictureOf, runProgram, runTool, scratchFolder } from './tool.ts';

/** What is typed, and what must be said. Each is refused with 3, and no byte changes. */
type Refused = {
  readonly title: string;
  readonly args: readonly string[];
  readonly says: readonly (string | RegExp)[];
};

const quick = ['--yes', '--no-install', '--no-git'];

const flags: Refused[] = [
  {
    title: 'an unknown flag',
    args: ['my-shop', '--databse', 'postgres'],
    says: ['--databse', 'Did you mean --database?'],
  },
  { title: 'an unknown short flag', args: ['my-shop', '-x'], says: ['There is no flag -x'] },
  { title: 'a flag without its value', args: ['my-shop', '--start', '--yes'], says: ['--start needs a value'] },
  {
    title: 'a switch with a value',
    args: ['my-shop', '--yes=no'],
    says: ['--yes takes no value', 'Write --yes alone'],
  },
  {
    title: 'a flag given twice',
    args: ['my-shop', '--start', 'legacy', '--start', 'greenfield'],
    says: ['given twice', 'Leave one --start out'],
  },
  { title: 'a second target', args: ['my-shop', 'other', ...quick], says: ['"other"', 'one target'] },
  {
    title: 'a command of a later version',
    args: ['drill', '--yes'],
    says: ['"drill" is not in this version', './drill'],
  },
  { title: 'a mistyped command', args: ['udpate'], says: ['"udpate"', 'Did you mean update?', './udpate'] },
  { title: 'a flag the doctor does not know', args: ['doctor', '--yes'], says: ['--yes means nothing to doctor'] },
];

const values: Refused[] = [
  {
    title: 'an unknown value',
    args: ['my-shop', '--database', 'postgress'],
    says: ['postgress', 'Did you mean postgres?'],
  },
  {
    title: 'a value of a later version',
    args: ['my-shop', '--database', 'mysql'],
    says: ['--database mysql is not in this version', 'postgres'],
  },
  { title: 'Fauna', args: ['my-shop', '--database', 'fauna'], says: ['Fauna', '2025', 'dynamodb'] },
  { title: 'IOpipe', args: ['my-shop', '--telemetry', 'iopipe'], says: ['IOpipe', '2019', 'New Relic'] },
  {
    title: 'Event Gateway',
    args: ['my-shop', '--provider', 'event-gateway'],
    says: ['Event Gateway', '2018', 'CloudEvents'],
  },
  {
    title: 'Auth0 Extend',
    args: ['my-shop', '--provider', 'auth0-extend'],
    says: ['Auth0 Extend', '2021', 'Auth0 Actions'],
  },
  {
    title: 'a database of another provider',
    args: ['my-shop', '--database', 'dynamodb', '--provider', 'azure'],
    says: ['--provider azure is not in this version', 'database dynamodb is offered on provider aws only'],
  },
];

const names: Refused[] = [
  { title: 'an empty name', args: [''], says: ['The name is empty'] },
  { title: 'one letter', args: ['a'], says: ['one letter'] },
  { title: '300 letters', args: ['a'.repeat(300)], says: ['300 characters', '214'] },
  { title: 'the folder above', args: ['..'], says: ['names no folder of its own'] },
  { title: 'this folder', args: ['.'], says: ['names no folder of its own'] },
  { title: 'blanks', args: ['my shop'], says: ['contains a blank', 'my-shop'] },
  { title: 'letters that are not ASCII', args: ['café'], says: ['contains "é"', 'cafe'] },
  { title: 'capitals', args: ['MyShop'], says: ['capital letters', 'my-shop'] },
  { title: 'a Windows device', args: ['con'], says: ['reserved on Windows'] },
  { title: 'a Windows device with an extension', args: ['aux.old'], says: ['reserved on Windows'] },
  { title: 'a folder npm keeps', args: ['node_modules'], says: ['reserved by npm'] },
  { title: 'a module of Node', args: ['http'], says: ['reserved by npm'] },
  { title: 'a leading dot', args: ['.shop'], says: ['starts with "."'] },
  { title: 'a leading dash', args: ['--', '-shop'], says: ['starts with "-"'] },
  { title: 'a command in it', args: ['shop;rm -rf x'], says: ['contains'] },
  { title: 'a substitution in it', args: ['$(id)'], says: ['contains "$"'] },
  { title: 'a backtick in it', args: ['shop`id`'], says: ['contains "`"'] },
  { title: 'a bad name at the end of a path', args: ['deep/er/My Shop'], says: ['contains a blank'] },
];

describe.each([
  ['flags', flags],
  ['values', values],
  ['names', names],
])('%s', (_group, cases) => {
  test.each(cases)('$title', async ({ args, says }) => {
    const cwd = scratchFolder();
    await expectRefused(args.some((arg) => quick.includes(arg)) ? args : [...quick, ...args], cwd, says);
  });
});

describe('the answers file', () => {
  const files: { title: string; text: string | undefined; says: string[] }[] = [
    { title: 'missing', text: undefined, says: ['does not exist'] },
    { title: 'not JSON', text: '{ start: legacy }', says: ['is not JSON'] },
    { title: 'a list', text: '["legacy"]', says: ['holds a list'] },
    { title: 'a wrong type', text: '{ "start": 1 }', says: ['"start" as a number'] },
    { title: 'an unknown key', text: '{ "databse": "postgres" }', says: ['"databse"', 'Did you mean "database"?'] },
    { title: 'a key of every object', text: '{ "__proto__": "x" }', says: ['"__proto__"'] },
    { title: 'a path as the name', text: '{ "name": "../../etc/shop" }', says: ['is a path'] },
    { title: '10 MB', text: `{ "start": "${'x'.repeat(10 * 1024 * 1024)}" }`, says: ['65536 is the most'] },
    { title: 'an unknown value', text: '{ "database": "postgress" }', says: ['Did you mean postgres?'] },
  ];
  test.each(files)('$title', async ({ text, says }) => {
    const cwd = scratchFolder();
    if (text !== undefined) writeFileSync(join(cwd, 'answers.json'), text);
    const target = text?.includes('"name"') ? [] : ['my-shop'];
    await expectRefused([...quick, ...target, '--answers', 'answers.json'], cwd, says);
  });

  test('a folder', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'answers.json'));
    await expectRefused([...quick, 'my-shop', '--answers', 'answers.json'], cwd, ['is a folder']);
  });

  test('a pipe that nobody writes to', async () => {
    const cwd = scratchFolder();
    expect((await runProgram('mkfifo', ['answers.json'], { cwd })).code).toBe(0);
    await expectRefused([...quick, 'my-shop', '--answers', 'answers.json'], cwd, ['answers.json is no regular file']);
  });

  test('a device that never ends', async () => {
    await expectRefused([...quick, 'my-shop', '--answers', '/dev/zero'], scratchFolder(), ['is no regular file']);
  });
});

describe('the target', () => {
  test('a file', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'my-shop'), 'mine');
    await expectRefused([...quick, 'my-shop'], cwd, ['is a file']);
  });

  test('a folder that is not empty: what is in it is said', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'my-shop'));
    for (const name of ['notes.txt', '.env', 'a', 'b', 'c', 'd', 'e']) writeFileSync(join(cwd, 'my-shop', name), name);
    await expectRefused([...quick, 'my-shop'], cwd, ['is not empty', '.env, a, b, c, d and 2 more']);
  });

  test('the empty folder one stands in', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'my-shop'));
    await expectRefused([...quick, '../my-shop'], join(cwd, 'my-shop'), ['is the folder you are in']);
  });

  test('below a file', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'file'), '');
    await expectRefused([...quick, 'file/my-shop'], cwd, ['is a file', 'Choose another folder']);
  });

  test('a link to nothing', async () => {
    const cwd = scratchFolder();
    symlinkSync(join(cwd, 'gone'), join(cwd, 'my-shop'));
    await expectRefused([...quick, 'my-shop'], cwd, ['is a link to nothing']);
  });

  test('a folder without permission', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'closed'), { mode: 0o555 });
    chmodSync(cwd, 0o755);
    // Root may write everywhere: as root the run takes another user, who may read a copy of the tool.
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    const tool = installedCopy(join(cwd, 'tool'));
    await expectRefused([...quick, 'closed/my-shop'], cwd, ['Cannot write into', 'EACCES'], { uid, tool });
    chmodSync(join(cwd, 'closed'), 0o755);
  });

  test('a path that no folder can be made in', async () => {
    const cwd = scratchFolder();
    await expectRefused([...quick, '/proc/my-shop'], cwd, ['Cannot write into /proc']);
  });
});

describe('the machine', () => {
  const onlyNode = (extra: string[] = []) => cleanEnvironment({ PATH: [...extra].join(':') });

  test('no npm: said before a byte is written', async () => {
    const cwd = scratchFolder();
    await expectRefused(['my-shop', '--yes'], cwd, ['npm was not found', '--no-install'], { env: onlyNode() });
  });

  test('no terminal and answers missing: they are named', async () => {
    const cwd = scratchFolder();
    await expectRefused(['my-shop', '--start', 'legacy', '--no-install'], cwd, [
      '--stage',
      '--database',
      'no terminal',
      '--yes',
    ]);
  });

  test('no terminal and no target', async () => {
    const cwd = scratchFolder();
    await expectRefused(['--yes', '--no-install'], cwd, ['the target folder']);
  });

  test.each(['16.20.2', '18.20.8', '20.18.3'])('Node %s: said before anything that it lacks is called', async (old) => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'old.cjs'), `Object.defineProperty(process.versions, 'node', { value: '${old}' });`);
    const { code, stdout, stderr } = await runTool(['my-shop', ...quick], {
      cwd,
      node: ['--require', join(cwd, 'old.cjs')],
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr: `error: Node ${old} is too old.\n  Install Node 20.19 or newer.\n`,
    });
    expect(Object.keys(pictureOf(cwd))).toEqual(['old.cjs']);
  });

  test('a mistyped command in a made repo: no second repo', async () => {
    const cwd = scratchFolder();
    const env = cleanEnvironment({ npm_lifecycle_event: 'workshop' });
    const says = ['There is no command "advnace"', 'Did you mean advance?', './advnace'];
    await expectRefused(['advnace', '--yes', '--no-install'], cwd, says, { env });
    await expectRefused(['other', '--yes', '--no-install'], cwd, ['There are: doctor', './other'], { env });
  });

  test('a folder for a second repo inside a made one: called by its path alone, deep inside it too', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'workshop.json'), '{}');
    mkdirSync(join(cwd, 'services/relay'), { recursive: true });
    await expectRefused(['other', ...quick], join(cwd, 'services/relay'), ['no command "other"', './other']);
    expect(await runTool(['./other', ...quick], { cwd })).toMatchObject({ code: 0 });
  });

  test('flags that npm kept for itself', async () => {
    const cwd = scratchFolder();
    const env = cleanEnvironment({ npm_config_dry_run: 'true', npm_config_user_agent: 'npm/11.0.0 node/v20' });
    await expectRefused(['my-shop', ...quick], cwd, ['npm took --dry-run', '-- before the flags'], { env });
  });

  test('--no-install and --no-git that npm itself kept', async () => {
    const cwd = scratchFolder();
    // npm leaves them in the environment of what it runs; nothing of a package is needed for that.
    const words = ['exec', '--no-install', '--no-git', '--call', `'${process.execPath}' '${bin}' my-shop`];
    const env = cleanEnvironment({ npm_config_offline: 'true', npm_config_update_notifier: 'false' });
    const { code, stderr } = await runProgram('npm', words, { cwd, env });
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('npm took --no-install, --no-git') });
  });
});

test('JSON is asked for: the refusal is one object on stdout', async () => {
  const cwd = scratchFolder();
  const { code, stdout } = await runTool(['my-shop', '--json', '--start', 'legcy'], { cwd });
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    code: 'refused',
    exitCode: 3,
    hint: expect.stringContaining('legacy'),
  });
});

test('a stack is shown only with --debug', async () => {
  const cwd = scratchFolder();
  const plain = await runTool(['My Shop', ...quick], { cwd });
  const debug = await runTool(['My Shop', ...quick, '--debug'], { cwd });
  expect(plain.stderr).not.toContain('    at ');
  expect(debug.stderr).toContain('    at ');
});

async function expectRefused(
  args: readonly string[],
  cwd: string,
  says: readonly (string | RegExp)[],
  options: { env?: NodeJS.ProcessEnv; uid?: number | undefined; tool?: string } = {},
): Promise<void> {
  const watched = dirname(cwd).includes('csw-test-') ? dirname(cwd) : cwd;
  const before = pictureOf(watched);
  const { uid, ...rest } = options;
  const { code, stdout, stderr } = await runTool(args, { cwd, ...rest, ...(uid !== undefined && { uid }) });
  expect(stderr).toMatch(/^error: /);
  for (const said of says) expect(stderr).toMatch(said instanceof RegExp ? said : literally(said));
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(pictureOf(watched)).toEqual(before);
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
