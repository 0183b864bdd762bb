import { expect, test } from 'vitest';
import { detectManager, installEnvironment, requireManager } from '../../src/repo/package-manager.ts';

const node = process.execPath;

test.each([
  ['nobody called', {}, { name: 'npm', program: 'npm', before: [] }],
  [
    'npm',
    { npm_config_user_agent: 'npm/11.0.0 node/v20', npm_execpath: '/n/bin/npm-cli.js' },
    { name: 'npm', program: node, before: ['/n/bin/npm-cli.js'] },
  ],
  [
    'npx: its own script is never given to install',
    { npm_config_user_agent: 'npm/11.0.0 node/v20', npm_execpath: '/n/bin/npx-cli.js' },
    { name: 'npm', program: node, before: ['/n/bin/npm-cli.js'] },
  ],
  [
    'pnpm',
    { npm_config_user_agent: 'pnpm/10.1.0 npm/? node/v20', npm_execpath: '/p/bin/pnpm.cjs' },
    { name: 'pnpm', program: node, before: ['/p/bin/pnpm.cjs'] },
  ],
  [
    'yarn, a single program',
    { npm_config_user_agent: 'yarn/4.6.0 npm/? node/v20', npm_execpath: '/y/yarn' },
    { name: 'yarn', program: 'yarn', before: [] },
  ],
  [
    'one we do not know',
    { npm_config_user_agent: 'bun/1.2.0', npm_execpath: '/b/bun' },
    { name: 'npm', program: 'npm', before: [] },
  ],
])('%s', (_who, env, manager) => expect(detectManager(env)).toEqual(manager));

test('an install is not bent by the command that started the tool', () => {
  const of = {
    npm_package_name: 'create-serverless-workshop',
    npm_lifecycle_event: 'start',
    npm_config_local_prefix: '/clone',
    npm_config_workspace: 'x',
    npm_config_dry_run: 'true',
    npm_command: 'run-script',
    NODE_ENV: 'production',
    INIT_CWD: '/clone',
  };
  const kept = {
    PATH: '/bin',
    HOME: '/home/x',
    npm_config_registry: 'https://registry.example',
    npm_config_cache: '/c',
    npm_config_userconfig: '/u',
  };
  expect(installEnvironment({ ...of, ...kept })).toEqual(kept);
});

test('a manager that is not there is refused, with what helps', async () => {
  await expect(requireManager({ name: 'pnpm', program: 'no-such-program', before: [] })).rejects.toMatchObject({
    code: 'refused',
    message: 'pnpm was not found, so nothing could be installed.',
    hint: expect.stringContaining('--no-install'),
  });
  await requireManager({ name: 'npm', program: 'npm', before: [] });
});
