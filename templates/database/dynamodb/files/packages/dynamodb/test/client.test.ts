import { expect, test } from 'vitest';
import { createClient } from '../src/unfenced.ts';

const settings = { TABLE_NAME: 'shop', DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' };
const local = { accessKeyId: 'local', secretAccessKey: 'local' };
const given = { AWS_ACCESS_KEY_ID: 'ours', AWS_SECRET_ACCESS_KEY: 'secret' };

test.each([
  ['no keys', {}, local],
  ['half of a pair', { AWS_ACCESS_KEY_ID: 'ours' }, local],
  ['keys', given, { accessKeyId: 'ours', secretAccessKey: 'secret' }],
  ['an empty token', { ...given, AWS_SESSION_TOKEN: '' }, { accessKeyId: 'ours', secretAccessKey: 'secret' }],
  [
    'a token',
    { ...given, AWS_SESSION_TOKEN: 'token' },
    { accessKeyId: 'ours', secretAccessKey: 'secret', sessionToken: 'token' },
  ],
])('a server of its own gets what the settings have: %s', async (_, keys, expected) => {
  const { client } = createClient({ ...settings, ...keys });
  const { accessKeyId, secretAccessKey, sessionToken } = await client.config.credentials();
  expect({ accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }).toEqual(expected);
  client.destroy();
});
