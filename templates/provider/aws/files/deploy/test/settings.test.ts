import { checkSettings } from 'serverless-workshop/deploy/aws';
import { expect, test } from 'vitest';

test('the settings of this repo: offline is complete, the example names what to fill in', () => {
  expect(() => checkSettings('offline')).not.toThrow();
  expect(() => checkSettings('example')).toThrow(/<region> at region.*<alarm-address> at alarms\.email/s);
});
