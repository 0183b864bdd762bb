import { createHash, createHmac } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { NodeSha256 } from '../src/node-sha256.ts';
import { xrayTarget } from '../src/xray-target.ts';

afterEach(() => vi.useRealTimers());

const onLambda = {
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'token',
};

test('the target is the endpoint of X-Ray in the region of the function', () => {
  expect(xrayTarget(onLambda)?.url).toBe('https://xray.eu-central-1.amazonaws.com/v1/traces');
});

test('outside of Lambda there is no target: keys on a laptop send nothing', () => {
  expect(xrayTarget({ ...onLambda, AWS_EXECUTION_ENV: undefined })).toBeUndefined();
});

test('a request is signed as Signature Version 4 says, computed here a second time', async () => {
  vi.useFakeTimers({ now: new Date('2026-01-02T03:04:05Z'), toFake: ['Date'] });
  const headers = await xrayTarget(onLambda)?.headers('{"a":1}');
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

  const names = 'content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token';
  const canonical = [
    'POST',
    '/v1/traces',
    '',
    'content-type:application/json',
    'host:xray.eu-central-1.amazonaws.com',
    `x-amz-content-sha256:${hash('{"a":1}')}`,
    'x-amz-date:20260102T030405Z',
    'x-amz-security-token:token',
    '',
    names,
    hash('{"a":1}'),
  ].join('\n');
  const scope = '20260102/eu-central-1/xray/aws4_request';
  const toSign = ['AWS4-HMAC-SHA256', '20260102T030405Z', scope, hash(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${onLambda.AWS_SECRET_ACCESS_KEY}`);
  expect(headers).toMatchObject({
    'x-amz-security-token': 'token',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=${names}, Signature=${hmac(key, toSign).toString('hex')}`,
  });
  expect(headers).not.toHaveProperty('host');
});

test('the hash of the signer starts anew after a reset', async () => {
  const hash = new NodeSha256();
  hash.update('thrown away');
  hash.reset();
  hash.update(new Uint8Array([97]));
  expect(Buffer.from(await hash.digest()).toString('hex')).toBe(createHash('sha256').update('a').digest('hex'));
});

test('says once that nothing is sent when there is neither Lambda nor an endpoint', async () => {
  // As a new process sees it.
  vi.resetModules();
  const { startTelemetry } = await import('../src/start-telemetry.ts');
  const info = vi.spyOn(console, 'info').mockImplementation(() => {});
  startTelemetry('one', {});
  startTelemetry('two', {});
  expect(info).toHaveBeenCalledTimes(1);
  info.mockRestore();
});
