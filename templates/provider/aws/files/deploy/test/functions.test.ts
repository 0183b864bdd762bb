import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const serverless = readFileSync(join(root, 'deploy/serverless.yml'), 'utf8');
const functions = readdirSync(join(root, 'services')).filter((name) =>
  existsSync(join(root, 'services', name, 'function.json')),
);

test('serverless.yml includes only files that are there', () => {
  const included = [...serverless.matchAll(/^ {2}- \$\{file\((.+)\)\}$/gm)].map(([, path = '']) => path);
  const missing = included.filter((path) => !path.startsWith('./build/') && !existsSync(join(root, 'deploy', path)));
  expect(included.length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
});

describe.each(functions.map((name) => ({ name })))('$name', ({ name }) => {
  // Whoever adds a function by hand sees here what it still needs.
  test.each(['function.yml', 'role.yml', 'alarms.yml', 'extensions.yml'])('has %s, and deploys it', (file) => {
    expect(existsSync(join(root, 'services', name, file))).toBe(true);
    expect(serverless).toContain(`file(../services/${name}/${file})`);
  });

  test('has a role of its own', () => {
    const role = /^ {2}role: "?(\w+)"?$/m.exec(readFileSync(join(root, 'services', name, 'function.yml'), 'utf8'))?.[1];
    expect(role).toBeDefined();
    expect(readFileSync(join(root, 'services', name, 'role.yml'), 'utf8')).toMatch(
      new RegExp(`\\n {2}"?${role}"?:\\n {4}Type: AWS::IAM::Role`),
    );
  });
});
