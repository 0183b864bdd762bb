import { expect, test } from 'vitest';
import { commit, madeRepo, read, stateOf, update, write } from './made-repo.ts';

/** A repo of a version that did not ask for telemetry yet. */
async function older(): Promise<string> {
  const repo = await madeRepo();
  const manifest = JSON.parse(read(repo, 'workshop.json'));
  delete manifest.answers.telemetry;
  write(repo, 'workshop.json', `${JSON.stringify(manifest, null, 2)}\n`);
  await commit(repo, 'An older version asked less');
  return repo;
}

test('a question that is new and cannot be asked is named, with the flag for it', async () => {
  const repo = await older();
  const before = await stateOf(repo);
  const { code, stderr } = await update(repo);
  expect(code).toBe(3);
  expect(stderr).toContain('This version has new questions: telemetry');
  expect(stderr).toContain('--set telemetry=<id>');
  expect(await stateOf(repo)).toEqual(before);
});

test('it takes the default with --yes, and a flag otherwise', async () => {
  const repo = await older();
  expect(await update(repo, ['--yes'])).toMatchObject({ code: 0 });
  expect(JSON.parse(read(repo, 'workshop.json')).answers.telemetry).toBe('otlp');
  const other = await older();
  expect(await update(other, ['--set', 'telemetry=cloudwatch'])).toMatchObject({ code: 0 });
  expect(JSON.parse(read(other, 'workshop.json')).answers.telemetry).toBe('cloudwatch');
  expect(read(other, 'docs/choices/telemetry.md')).toContain('CloudWatch');
});
