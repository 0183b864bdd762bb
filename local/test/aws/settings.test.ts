import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSettings } from '../../src/aws/deploy/settings.ts';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'settings-')), 'deploy');
  mkdirSync(folder);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the engine's variables, not ours.
  write('serverless.yml', 'region: ${self:custom.settings.region}\nresources:\n  - ${file(./alarms.yml)}\n');
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the engine's variables, not ours.
  write('alarms.yml', 'Endpoint: ${self:custom.settings.alarms.email}\nLimit: ${self:custom.settings.limit, null}\n');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

test('settings with a value for everything that is read are good', () => {
  write('settings.production.yml', 'region: eu-central-1\nalarms: { email: ops@example.com }\n');
  expect(() => checkSettings('production', folder)).not.toThrow();
});

test('a placeholder stops packaging and is named with its key and its file', () => {
  write('settings.production.yml', 'region: eu-central-1\nalarms: { email: <alarm-address> }\n');
  expect(() => checkSettings('production', folder)).toThrow(
    'deploy/settings.production.yml still has <alarm-address> at alarms.email (read by deploy/alarms.yml)',
  );
});

test('a missing value is named with its key and its file', () => {
  write('settings.production.yml', 'region: eu-central-1\n');
  expect(() => checkSettings('production', folder)).toThrow(
    'deploy/settings.production.yml has no alarms.email (read by deploy/alarms.yml)',
  );
});

test('a placeholder that nothing reads does not matter', () => {
  write('settings.production.yml', 'region: eu-central-1\nalarms: { email: ops@example.com }\ndatabase: <secret>\n');
  expect(() => checkSettings('production', folder)).not.toThrow();
});

test('a file that the settings include and that is not there is named', () => {
  const settings = (included: string) =>
    `region: eu-central-1\nalarms: { email: ops@example.com }\nconcurrency: \${file(${included}}\n`;
  write('limits.cjs', '');
  write('settings.production.yml', settings('./limits.cjs):reserved'));
  expect(() => checkSettings('production', folder)).not.toThrow();
  write('settings.production.yml', settings('../packages/limits/src/deploy.cjs):reserved'));
  expect(() => checkSettings('production', folder)).toThrow(
    'deploy/settings.production.yml reads ../packages/limits/src/deploy.cjs, which is not there',
  );
});

test('subnets without ids are refused: the function would stay outside of the network', () => {
  write('settings.production.yml', 'region: x\nalarms: { email: y }\nnetwork: { reach: subnets, subnetIds: [] }\n');
  expect(() => checkSettings('production', folder)).toThrow(/no network\.subnetIds\n.*no network\.securityGroupIds/);
});

test('the stage offline may keep placeholders', () => {
  write('settings.offline.yml', 'region: eu-central-1\nalarms: { email: <alarm-address> }\n');
  expect(() => checkSettings('offline', folder)).not.toThrow();
});

test('a stage without settings says what to copy', () => {
  expect(() => checkSettings('staging', folder)).toThrow(
    /deploy\/settings\.staging\.yml is missing\. Copy deploy\/settings\.example\.yml/,
  );
});
