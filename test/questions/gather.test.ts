import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { axisQuestions } from '../../src/questions/axis-questions.ts';
import { readFlags } from '../../src/questions/flags.ts';
import { gather } from '../../src/questions/gather.ts';
import { targetQuestion } from '../../src/questions/target-question.ts';
import { scratchFolder } from '../e2e/tool.ts';

const questions = [targetQuestion(() => undefined), ...axisQuestions()];
const all = async (line: string[], check = (_typed: string) => {}, asker?: Parameters<typeof gather>[4]) =>
  gather(await readFlags(line), questions, { env: {}, cwd: '/' }, check, asker);

test('--yes takes the defaults for everything that is not given', async () => {
  expect(await all(['my-shop', '--yes', '--stage', 'observe'])).toEqual({
    target: 'my-shop',
    answers: { ...defaults, stage: 'observe' },
  });
});

test('without a terminal the missing answers are named', async () => {
  await expect(all(['my-shop', '--start', 'legacy'])).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/^Missing: --stage, --database, .* and there is no terminal/),
  });
  await expect(all(['--yes'])).rejects.toMatchObject({ message: 'Missing: the target folder.' });
});

test('--yes that npm took for itself is said where an answer is missing, and never refused alone', async () => {
  const flags = Object.entries(defaults).flatMap(([axis, id]) => [`--${axis}`, id]);
  const hintOf = async (line: string[], called: NodeJS.ProcessEnv) => {
    const env = { npm_config_user_agent: 'npm/11.0.0 node/v20', ...called };
    const none = () => {};
    return gather(await readFlags(line), questions, { env, cwd: '/' }, none, undefined).then(
      () => undefined,
      ({ hint }) => hint,
    );
  };
  expect(await hintOf(['my-shop'], { npm_config_yes: 'true' })).toBe(
    'npm took --yes for itself. Put -- before the flags: npm create serverless-workshop@latest my-shop -- --yes',
  );
  expect(await hintOf(['my-shop'], { npm_config_yes: 'true', npm_lifecycle_event: 'start' })).toBe(
    'npm took --yes for itself. Put -- before the flags: npm start -- ../my-shop --yes',
  );
  expect(await hintOf(['my-shop'], {})).toBe('Give them, or --yes for the defaults.');
  expect(await hintOf(['my-shop'], { npm_config_yes: 'true', npm_config_user_agent: 'pnpm/10.1.0' })).toBe(
    'Give them, or --yes for the defaults.',
  );
  expect(await hintOf(['my-shop', ...flags], { npm_config_yes: 'true' })).toBeUndefined();
});

test('with every answer given nothing is asked, with or without a terminal', async () => {
  const asker = vi.fn();
  const flags = Object.entries(defaults).flatMap(([axis, id]) => [`--${axis}`, id]);
  expect(await all(['my-shop', ...flags], undefined, asker)).toEqual({ target: 'my-shop', answers: defaults });
  expect(asker).not.toHaveBeenCalled();
});

test('the asker gets what is known, and the rest comes from it', async () => {
  const asker = vi.fn(async (_questions, so) => ({ ...so, ...defaults, target: 'asked' }));
  expect(await all(['--stage', 'observe'], undefined, asker)).toEqual({
    target: 'asked',
    answers: { ...defaults, stage: 'glue' },
  });
  expect(asker.mock.calls[0]?.[1]).toEqual({ stage: 'observe' });
});

test('the target is looked at before anything is asked', async () => {
  const asker = vi.fn();
  const check = () => {
    throw new Error('taken');
  };
  await expect(all(['my-shop'], check, asker)).rejects.toThrow('taken');
  expect(asker).not.toHaveBeenCalled();
});

test('flags win over the file, the file over the defaults', async () => {
  const file = join(scratchFolder(), 'answers.json');
  writeFileSync(file, JSON.stringify({ name: 'filed', stage: 'observe', telemetry: 'cloudwatch' }));
  const { target, answers } = await all(['--answers', file, '--telemetry', 'otlp', '--yes']);
  expect({ target, ...answers }).toMatchObject({
    target: 'filed',
    stage: 'observe',
    telemetry: 'otlp',
    start: 'legacy',
  });
  expect((await all(['typed', '--answers', file, '--yes'])).target).toBe('typed');
});
