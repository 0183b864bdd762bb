import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signRequest } from '../src/sign-request.ts';
import { withSecrets } from '../src/with-secrets.ts';

const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:shop-database-AbCdEf';
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalr', AWS_SESSION_TOKEN: 'token' };

/** Answers as Secrets Manager does, and keeps what it was asked. */
let server: Server;
let endpoint: string;
let asked: { headers: IncomingMessage['headers']; body: string }[] = [];
const secrets: Record<string, string> = { [arn]: 'sql://shop:secret@db.example.com/shop' };

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await text(request);
    asked.push({ headers: request.headers, body });
    const found = secrets[JSON.parse(body).SecretId as string];
    response.statusCode = found ? 200 : 400;
    response.end(JSON.stringify(found ? { SecretString: found } : { __type: 'ResourceNotFoundException' }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server.close();
});

test('puts the text of a secret in the place of its address and leaves the rest', async () => {
  const env = { ...keys, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint, DATABASE_URL: arn, STREAM_NAME: 'orders' };
  expect(await withSecrets(env)).toEqual({ ...env, DATABASE_URL: secrets[arn] });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers['x-amz-target']).toBe('secretsmanager.GetSecretValue');
});

test('signs the request that was sent', async () => {
  await withSecrets({ ...keys, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint, DATABASE_URL: arn });
  const [{ headers, body } = { headers: {}, body: '' }] = asked;
  const sentAt = String(headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z');
  const expected = signRequest(
    {
      service: 'secretsmanager',
      region: 'eu-central-1',
      host: new URL(endpoint).host,
      target: 'secretsmanager.GetSecretValue',
      body,
    },
    { accessKeyId: keys.AWS_ACCESS_KEY_ID, secretAccessKey: keys.AWS_SECRET_ACCESS_KEY, sessionToken: 'token' },
    new Date(sentAt),
  );
  expect(headers.authorization).toBe(expected.authorization);
});

test('settings without a secret call nobody', async () => {
  const env = { DATABASE_URL: 'sql://shop@127.0.0.1/shop' };
  expect(await withSecrets(env)).toBe(env);
  expect(asked).toHaveLength(0);
});

test.each([
  ['a secret that does not exist', { ...keys, DATABASE_URL: `${arn}x` }, /DATABASE_URL: .*ResourceNotFoundException/],
  ['no keys', { DATABASE_URL: arn }, /DATABASE_URL is the address of a secret, and there are no AWS keys/],
  [
    'nobody there',
    { ...keys, DATABASE_URL: arn, AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:1' },
    /DATABASE_URL: no answer/,
  ],
])('says which setting cannot be read: %s', async (_, env, message) => {
  await expect(withSecrets({ AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint, ...env })).rejects.toThrow(message);
});

test('signs with the signature that another implementation made', () => {
  const headers = signRequest(
    {
      service: 'secretsmanager',
      region: 'eu-central-1',
      host: 'secretsmanager.eu-central-1.amazonaws.com',
      target: 'secretsmanager.GetSecretValue',
      body: '{"SecretId":"shop-database"}',
    },
    { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', sessionToken: 'token' },
    new Date('2026-11-22T10:20:30.000Z'),
  );
  // Computed once with @smithy/signature-v4, the signer of the AWS SDK.
  expect(headers.authorization).toBe(
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/eu-central-1/secretsmanager/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=7e47ba9328fdefed8499d366abbf5557641478171ab747f22288471b458b1d37',
  );
});
