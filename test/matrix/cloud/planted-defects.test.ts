import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { composeForCloud, packageRepo } from './packaged.ts';
import { policyReport } from './policy.ts';
import { brokenRules } from './rules.ts';
import { schemaFindings } from './schema.ts';
import { readTemplate, type Template } from './template.ts';

// The control: a validation that never fails proves nothing, so each of these defects must be found.
const folder = mkdtempSync(join(tmpdir(), 'planted-'));
let good: Template;

// biome-ignore lint/suspicious/noExplicitAny: a defect is planted anywhere, also where no type would let it.
type Anything = any;
type Resources = Record<string, Anything>;

beforeAll(async () => {
  const repo = await composeForCloud('planted', { start: 'legacy', stage: 'glue', database: 'postgres' });
  good = readTemplate((await packageRepo(repo)).template);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Everything that any of the three checks says of the template with one defect in it. */
function findingsWith(plant: (resources: Resources) => void): string[] {
  const template = structuredClone(good);
  plant(template.Resources);
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify(template));
  const schema = schemaFindings(file);
  // cdk cannot read what the schema refuses.
  return [...schema, ...(schema.length > 0 ? [] : policyReport(file).findings), ...brokenRules(template)];
}

test('the template without a defect has no finding', () => {
  expect(findingsWith(() => {})).toEqual([]);
});

test.each<[string, (resources: Resources) => void, RegExp]>([
  [
    'a wrong type',
    (r) => {
      r.OrdersStream.Type = 'AWS::Kinesis::Streem';
    },
    /Streem/,
  ],
  [
    'a wrong property',
    (r) => {
      r.OrdersStream.Properties.ShardsCount = 1;
    },
    /ShardsCount/,
  ],
  [
    'a word for a number',
    (r) => {
      r.ReceiptTrigger.Properties.MaximumRetryAttempts = 'many';
    },
    /MaximumRetryAttempts|ReceiptTrigger/,
  ],
  [
    'a value outside of its list',
    (r) => {
      r.ReceiptTrigger.Properties.StartingPosition = 'NOW';
    },
    /NOW|StartingPosition/,
  ],
  [
    'a reference to nothing',
    (r) => {
      r.RelayErrorsAlarm.Properties.AlarmActions = [{ Ref: 'AlarmTopik' }];
    },
    /AlarmTopik/,
  ],
  [
    'a wildcard action',
    (r) => {
      statement(r.RelayRole, 'publish').Action = 'kinesis:*';
    },
    /RelayRole AwsSolutions-IAM5/,
  ],
  [
    'a wildcard resource',
    (r) => {
      statement(r.RelayRole, 'publish').Resource = '*';
    },
    /kinesis:PutRecords on every resource/,
  ],
  [
    'a stream without encryption',
    (r) => {
      delete r.OrdersStream.Properties.StreamEncryption;
    },
    /OrdersStream AwsSolutions-KDS1/,
  ],
  [
    'a bucket that takes plain HTTP',
    (r) => {
      delete r.FailedRecordsPolicy;
    },
    /FailedRecords AwsSolutions-S10/,
  ],
  [
    'a public bucket',
    (r) => {
      delete r.FailedRecords.Properties.PublicAccessBlockConfiguration;
    },
    /FailedRecords: no public access/,
  ],
  [
    'a key that never rotates',
    (r) => {
      r.StreamKey.Properties.EnableKeyRotation = false;
    },
    /StreamKey AwsSolutions-KMS5/,
  ],
  [
    'a topic without encryption',
    (r) => {
      delete r.AlarmTopic.Properties.KmsMasterKeyId;
    },
    /AlarmTopic: encryption/,
  ],
  [
    'an old runtime',
    (r) => {
      r.RelayLambdaFunction.Properties.Runtime = 'nodejs16.x';
    },
    /RelayLambdaFunction|nodejs16/,
  ],
  [
    'endless retries',
    (r) => {
      r.ReceiptTrigger.Properties.MaximumRetryAttempts = -1;
    },
    /three to five retries/,
  ],
  [
    'a quarantine that wakes nobody',
    (r) => {
      r.ReceiptQuarantineFilter.Properties.LogGroupName.Ref = 'RelayLogGroup';
    },
    /ReceiptTrigger: an alarm on quarantine/,
  ],
  [
    'no failure destination',
    (r) => {
      delete r.ReceiptTrigger.Properties.DestinationConfig;
    },
    /a failure destination/,
  ],
  [
    'one role for two',
    (r) => {
      r.ReceiptLambdaFunction.Properties.Role = r.RelayLambdaFunction.Properties.Role;
    },
    /a role of its own/,
  ],
  [
    'a password in the environment',
    (r) => {
      r.RelayLambdaFunction.Properties.Environment.Variables.DATABASE_URL = 'postgres://shop:secret@db/shop';
    },
    /no secret in plain text/,
  ],
  [
    'an acknowledgement without a reason',
    (r) => {
      r.FailedRecords.Metadata.cdk_nag.rules_to_suppress[0].reason = 'ok';
    },
    /FailedRecords AwsSolutions-S1/,
  ],
  [
    'an acknowledgement of another rule',
    (r) => {
      r.FailedRecords.Metadata.cdk_nag.rules_to_suppress[0].id = 'AwsSolutions-S10';
    },
    /FailedRecords AwsSolutions-S1:/,
  ],
  [
    'a NAT gateway',
    (r) => {
      r.Nat = {
        Type: 'AWS::EC2::NatGateway',
        Properties: { SubnetId: 'subnet-0a1b2c3d4e5f60001', ConnectivityType: 'private' },
      };
    },
    /Nat: AWS::EC2::NatGateway costs money/,
  ],
])('finds %s', (_, plant, expected) => {
  expect(findingsWith(plant).join('\n')).toMatch(expected);
});

function statement(role: Anything, policy: string): Anything {
  return role.Properties.Policies.find((entry: Anything) => entry.PolicyName === policy).PolicyDocument.Statement[0];
}
