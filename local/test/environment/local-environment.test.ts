import { devNull } from 'node:os';
import { expect, test } from 'vitest';
import { localEnvironment } from '../../src/environment/local-environment.ts';

const sealed = {
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
};

test.each([
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_KINESIS',
  'AWS_ACCESS_KEY_ID',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_CA_BUNDLE',
  'PGSSLMODE',
  'PGOPTIONS',
  'PGHOST',
  'PGUSER',
  'PGPASSWORD',
  'PGSERVICE',
  'PGTZ',
  'PGCLIENTENCODING',
  'NODE_PG_FORCE_NATIVE',
  'OTEL_TRACES_SAMPLER',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_SDK_DISABLED',
  'DATABASE_URL',
  'DATABASE_POOLER',
  'KINESIS_ENDPOINT',
  'DYNAMODB_ENDPOINT',
  'STREAM_NAME',
  'BACKGROUND_STREAM_NAME',
  'TABLE_NAME',
  'PAYMENTS_URL',
  'HOST',
])('%s of a shell does not reach the local parts, a line in .env does', (name) => {
  expect(localEnvironment({ [name]: 'theirs' }, {})).toEqual({ env: sealed, ignored: [name] });
  const named = localEnvironment({ [name]: 'theirs' }, { [name]: 'mine' });
  expect(named.env[name]).toBe('mine');
  expect(named.ignored).toEqual([]);
});

test.each(['PATH', 'PORT', 'TZ', 'NODE_OPTIONS', 'GATE_ROUNDS', 'SEED', 'PGADMIN_SETUP', 'RELAY_POLL_MS'])(
  '%s is this machine’s own, and wins over .env',
  (name) => {
    const { env, ignored } = localEnvironment({ [name]: 'theirs' }, { [name]: 'mine' });
    expect(env).toEqual({ ...sealed, [name]: 'theirs' });
    expect(ignored).toEqual([]);
  },
);

test('who names a profile in .env wants the files read that hold it', () => {
  const shell = { AWS_CONFIG_FILE: '/theirs' };
  expect(localEnvironment(shell, {}).env.AWS_CONFIG_FILE).toBe(devNull);
  expect(localEnvironment(shell, { AWS_PROFILE: 'mine' }).env).toEqual({
    AWS_PROFILE: 'mine',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
});

test('a second time nothing is left out: it is the same environment', () => {
  const { env } = localEnvironment({ PATH: '/bin', AWS_PROFILE: 'theirs' }, {});
  expect(localEnvironment(env, {})).toEqual({ env, ignored: [] });
});

test('a proxy stays for the outside and stands before nothing of this machine', () => {
  expect(localEnvironment({ HTTPS_PROXY: 'http://proxy', NO_PROXY: 'intra.example' }, {}).env).toMatchObject({
    HTTPS_PROXY: 'http://proxy',
    NO_PROXY: 'intra.example,127.0.0.1,localhost',
    no_proxy: 'intra.example,127.0.0.1,localhost',
  });
});
