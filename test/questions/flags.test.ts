import { expect, test } from 'vitest';
import { exitCodes, WorkshopError } from '../../src/errors.ts';
import { readFlags } from '../../src/questions/flags.ts';
import { fc } from '../laws.ts';

test('a command line is understood', async () => {
  const line = ['my-shop', '--start', 'greenfield', '--database=dynamodb', '-y', '--no-git', '--answers', 'a.json'];
  expect(await readFlags(line)).toMatchObject({
    verb: 'project',
    target: 'my-shop',
    answers: { start: 'greenfield', database: 'dynamodb' },
    answersFile: 'a.json',
    is: { yes: true, 'no-git': true, 'no-install': false, json: false },
  });
});

test('after -- everything is a path', async () => {
  expect(await readFlags(['--yes', '--', 'doctor'])).toMatchObject({ verb: 'project', target: 'doctor' });
  expect(await readFlags(['--', '--yes'])).toMatchObject({ target: '--yes', is: { yes: false } });
});

test('the verbs of this version', async () => {
  expect(await readFlags(['doctor', '--json'])).toMatchObject({ verb: 'doctor', is: { json: true } });
  expect(await readFlags(['advance', '--force', '--because', 'x'])).toMatchObject({ verb: 'advance', because: 'x' });
  expect(await readFlags(['add', 'glue', 'x1', '--event', 'a.b.v1'])).toMatchObject({
    verb: 'add',
    add: { pattern: 'glue', name: 'x1', event: 'a.b.v1' },
  });
  expect(await readFlags([])).toMatchObject({ verb: 'project' });
  expect((await readFlags(['help'])).is.help).toBe(true);
  expect((await readFlags(['version'])).is.version).toBe(true);
});

test.each(['exercise', 'drill', 'sample', 'room'])(
  '%s is a verb of a later version, never a folder; ./%s is one',
  async (verb) => {
    await expect(readFlags([verb, 'x'])).rejects.toThrow(`"${verb}" is not in this version`);
    expect(await readFlags([`./${verb}`])).toMatchObject({ verb: 'project', target: `./${verb}` });
  },
);

test('two targets under npm: the forgotten -- is explained', async () => {
  const env = { npm_config_user_agent: 'npm/11.0.0 node/v20.20.0 linux x64' };
  await expect(readFlags(['my-shop', 'greenfield'], env)).rejects.toMatchObject({
    hint: expect.stringContaining('-- stands before'),
  });
  await expect(readFlags(['my-shop', 'greenfield'], {})).rejects.toMatchObject({
    hint: expect.stringContaining('--help'),
  });
});

test('pnpm hands a script its --: one is dropped there, and nowhere else', async () => {
  for (const npm_lifecycle_event of ['workshop', 'start']) {
    const env = { npm_lifecycle_event };
    expect(await readFlags(['--', 'doctor', '--json'], env)).toMatchObject({ verb: 'doctor', is: { json: true } });
    expect(await readFlags(['--', '--', 'doctor'], env)).toMatchObject({ verb: 'project', target: 'doctor' });
  }
  expect(await readFlags(['--', 'doctor'], { npm_lifecycle_event: 'npx' })).toMatchObject({ target: 'doctor' });
});

const refusedWord = (word: string, inside: boolean) =>
  readFlags([word], {}, async () => inside).catch(({ code, message, hint }) => ({ code, message, hint }));

test.each([
  ['udpate', 'update'],
  ['advnace', 'advance'],
  ['upadte', 'update'],
  ['docter', 'doctor'],
  ['Update', 'update'],
  ['redrvie', 'redrive'],
  ['hlep', 'help'],
])('%s is a slip, not a folder, inside a made repo and outside; ./%s is one', async (word, meant) => {
  const refused = {
    code: 'refused',
    message: `There is no command "${word}".`,
    hint: `Did you mean ${meant}? For a folder of that name write ./${word}.`,
  };
  expect(await refusedWord(word, false)).toEqual(refused);
  expect(await refusedWord(word, true)).toEqual(refused);
  expect(await readFlags([`./${word}`])).toMatchObject({ verb: 'project', target: `./${word}` });
  expect(await readFlags(['--', word])).toMatchObject({ verb: 'project', target: word });
});

test.each(['my-shop', 'shop', 'date', 'data', 'app', 'store', 'orders', 'red', 'advent-calendar'])(
  '%s is a folder outside a repo, and no command inside one',
  async (word) => {
    expect(await refusedWord(word, false)).toMatchObject({ verb: 'project', target: word });
    expect(await refusedWord(word, true)).toMatchObject({
      message: `There is no command "${word}".`,
      hint: expect.stringContaining(`write ./${word}.`),
    });
  },
);

test('the script of a made repo is inside one; help is a word, and a path a target', async () => {
  const env = { npm_lifecycle_event: 'workshop' };
  await expect(readFlags(['other'], env)).rejects.toMatchObject({
    message: 'There is no command "other".',
    hint: 'There are: doctor, update, advance, add, redrive. For a folder of that name write ./other.',
  });
  expect((await readFlags(['help'], env)).is.help).toBe(true);
  for (const target of ['./other', '../other', '..\\other'])
    expect(await readFlags([target], env)).toMatchObject({ verb: 'project', target });
});

test('whatever is typed is understood or refused, and never fails another way', async () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '--',
      '-',
      '---',
      '--=',
      '--start',
      '--start=',
      '-y',
      '--yes',
      '--no-yes',
      '--constructor',
      '--__proto__',
      '--toString=1',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (line) => {
      try {
        const { verb, answers } = await readFlags(line);
        expect(['project', 'doctor']).toContain(verb);
        for (const id of Object.values(answers)) expect(id).toMatch(/^[^-]/);
      } catch (error) {
        expect(error).toBeInstanceOf(WorkshopError);
        expect(exitCodes[(error as WorkshopError).code]).toBe(3);
        expect((error as WorkshopError).hint).toMatch(/\S/);
      }
    }),
    { numRuns: 1000 },
  );
});
