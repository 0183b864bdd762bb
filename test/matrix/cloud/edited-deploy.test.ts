import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { composeForCloud, packageRepo } from './packaged.ts';
import { readTemplate } from './template.ts';

test('deploy files that were edited by hand are packaged as they are', async () => {
  const repo = await composeForCloud('edited', { start: 'legacy', stage: 'glue', telemetry: 'otlp' });
  const edit = (path: string, change: (text: string) => string) => {
    const text = readFileSync(join(repo, path), 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(join(repo, path), change(text));
  };
  // Settings of a team's own: no copy of the example, without what nothing reads, with a key of theirs.
  writeFileSync(
    join(repo, 'deploy/settings.staging.yml'),
    `region: eu-north-1
alarms: { email: night@example.com }
logs: { retentionDays: 14 }
concurrency: {}
stream: { shards: 3 }
database: { secretArn: arn:aws:secretsmanager:eu-north-1:111122223333:secret:shop-AbCdEf }
network: { reach: internet, subnetIds: [], securityGroupIds: [] }
telemetry: { endpoint: https://collector.example.com, access: open, headersSecretArn: "" }
claims: { queue: shop-claims }
`,
  );
  writeFileSync(
    join(repo, 'deploy/resources/claims.yml'),
    `Resources:
  ClaimsQueue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: \${self:custom.settings.claims.queue}
      SqsManagedSseEnabled: true
`,
  );
  edit('deploy/serverless.yml', (text) => `${text.trimEnd()}\n  - \${file(./resources/claims.yml)}\n`);
  edit('deploy/packaging.yml', (text) => text.replace('individually: true', 'individually: true # one zip each'));
  edit('services/receipt/function.json', (text) => text.replace(/"memoryMb": \d+/, '"memoryMb": 640'));
  rmSync(join(repo, 'deploy/settings.example.yml'));

  const { template } = await packageRepo(repo, '--stage', 'staging');
  const { ClaimsQueue, ReceiptLambdaFunction, RelayLambdaFunction } = readTemplate(template).Resources;
  expect(ClaimsQueue?.Properties).toMatchObject({ QueueName: 'shop-claims' });
  expect(ReceiptLambdaFunction?.Properties).toMatchObject({ MemorySize: 640 });
  expect(RelayLambdaFunction?.Properties).not.toHaveProperty('ReservedConcurrentExecutions');

  edit('deploy/settings.staging.yml', (text) => text.replace('claims: { queue: shop-claims }', 'claims: {}'));
  await expect(packageRepo(repo, '--stage', 'staging')).rejects.toThrow(
    'deploy/settings.staging.yml has no claims.queue (read by deploy/resources/claims.yml)',
  );
});
