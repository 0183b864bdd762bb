import { expect, test } from 'vitest';
import { layOut } from './kept-version.ts';
import { commit, read, update, write } from './made-repo.ts';

// 0.1.0 held these files by hand; now a recipe makes them, with the same ids.
test('edits of deploy files and figures that 0.1.0 made are carried to what the recipes make', async () => {
  const { repo } = await layOut('0.1.0', 'legacy-postgres');
  const edit = (path: string, old: string, mine: string) => {
    const text = read(repo, path);
    expect(text, path).toContain(old);
    write(repo, path, text.replace(old, mine));
  };
  edit('services/receipt/alarms.yml', 'Threshold: 300000', 'Threshold: 60000 # ours');
  edit('services/receipt/role.yml', '        - PolicyName: consume', '        # ours\n        - PolicyName: consume');
  edit('services/receipt/function.json', '"batchSize": 25', '"batchSize": 50');
  edit('services/receipt/trigger.yml', 'StartingPosition: TRIM_HORIZON', 'StartingPosition: LATEST');
  await commit(repo, 'Edit');
  expect((await update(repo, ['--json'])).code).toBe(0);
  expect(read(repo, 'services/receipt/alarms.yml')).toContain('Threshold: 60000 # ours');
  expect(read(repo, 'services/receipt/role.yml')).toContain('        # ours\n        - PolicyName: consume');
  expect(read(repo, 'services/receipt/trigger.yml')).toContain('StartingPosition: LATEST');
  expect(read(repo, 'services/receipt/trigger.yml')).toContain('trigger.maxAgeSeconds');
  const { trigger } = JSON.parse(read(repo, 'services/receipt/function.json'));
  expect(trigger).toMatchObject({ batchSize: 50, maxAgeSeconds: 86_400 });
  expect(trigger).not.toHaveProperty('parallelization');
});
