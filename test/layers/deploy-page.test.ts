import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { renderCombination } from '../matrix/compose.ts';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const page = readFileSync(join(templates, 'provider/aws/files/docs/deploy.md'), 'utf8');
const limits = JSON.parse(readFileSync(join(templates, 'base/files/limits.json'), 'utf8'));
const { reservedConcurrency } = createRequire(import.meta.url)(join(templates, 'base/files/deploy/limits.cjs'));
const stages = ['observe', 'glue', 'tasks', 'features'];

/** The files of this name that a layer has, one per service. */
function perService(folder: string, file: string): string[] {
  const services = join(templates, folder, 'services');
  const names = existsSync(services) ? readdirSync(services) : [];
  const paths = names.map((name) => join(services, name, file)).filter((path) => existsSync(path));
  return paths.map((path) => readFileSync(path, 'utf8'));
}

// Deploying begins with these figures: one that is too small refuses a connection, or a deploy.
test.each(['greenfield', 'legacy'])('what a repo of %s reserves is what docs/deploy.md says', (start) => {
  const sums = stages.map((_, last) => {
    const layers = [`start/${start}/files`, ...stages.slice(0, last + 1).map((stage) => `stage/${stage}/files`)];
    const functions = layers.flatMap((layer) => perService(layer, 'function.json')).map((text) => JSON.parse(text));
    const reserved: number[] = Object.values(reservedConcurrency(limits, functions));
    return reserved.reduce((sum, each) => sum + each, 0);
  });
  expect(page).toMatch(new RegExp(`\\| ${start} +\\| ${sums.map((sum) => `${sum} +`).join('\\| ')}\\|`));
});

test('the roles of docs/database-roles.md may open as many connections as limits.json gives to the functions', () => {
  const roles = readFileSync(join(templates, 'host/postgres/files/docs/database-roles.md'), 'utf8');
  const said = [...roles.matchAll(/CONNECTION LIMIT (\d+)/g)].map(([, figure]) => Number(figure));
  const room = limits.downstream.most - limits.downstream.reserve;
  expect(said).toEqual([room, room]);
});

test('docs/deploy.md counts the alarms of each stage', () => {
  const files = [...renderCombination({ start: 'greenfield', stage: 'features' }).values()];
  const count = (folder: string) =>
    files
      .filter(({ id }) => id.startsWith(`${folder}/with/provider/aws/services/`) && id.endsWith('/alarms.yml'))
      .map(({ bytes }) => Buffer.from(bytes).toString('utf8'))
      .join('\n')
      .match(/AWS::CloudWatch::Alarm/g)?.length;
  const [shop, relay, receipt, tasks, features] =
    /\| alarms +\| (\d+) for [^;]+; from glue on (\d+) [^;]+ and (\d+) [^;]+; from tasks on (\d+) more; from features on (\d+) more/
      .exec(page)
      ?.slice(1)
      .map(Number) ?? [];
  expect([shop, Number(relay) + Number(receipt), tasks, features]).toEqual(
    ['start/greenfield', 'stage/glue', 'stage/tasks', 'stage/features'].map(count),
  );
});
