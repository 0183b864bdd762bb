import type { Template } from './template.ts';

type Resource = Template['Resources'][string];

/** Actions that AWS itself offers on every resource only; anything else on `*` is a mistake. */
const withoutResources = [/^ec2:(Create|Describe|Delete|Assign|Unassign)\w+$/, /^xray:Put\w+$/];

/** Our own rules for a packaged template: one line for each that is broken. */
export function brokenRules(template: Template): string[] {
  return [functions, mappings, stores, roles, shifts, routes, nothingLarge].flatMap((rule) => rule(template));
}

function functions(template: Template): string[] {
  const roleOwners = new Map<string, string>();
  return ofType(template, 'AWS::Lambda::Function').flatMap(([id, { Properties = {} }]) => {
    const name = id.replace(/LambdaFunction$/, '');
    const role = JSON.stringify(Properties.Role);
    const shared = roleOwners.get(role);
    roleOwners.set(role, id);
    const alarms = ofType(template, 'AWS::CloudWatch::Alarm').filter(([, alarm]) =>
      text(alarm.Properties?.Dimensions).includes(id),
    );
    const watched = alarms.map(([, alarm]) => alarm.Properties?.MetricName);
    return broken(id, {
      'runtime nodejs24.x': Properties.Runtime === 'nodejs24.x',
      'architecture arm64': JSON.stringify(Properties.Architectures) === '["arm64"]',
      'explicit memory and timeout': Boolean(Properties.MemorySize && Properties.Timeout),
      'an encrypted environment': Boolean(Properties.KmsKeyArn),
      'a role of its own': shared === undefined,
      'a log group': `${name}LogGroup` in template.Resources,
      'alarms on errors and throttles': watched.includes('Errors') && watched.includes('Throttles'),
      'a reservation, from limits.json': between(Properties.ReservedConcurrentExecutions, 1, 40),
      'no secret in plain text': !/:\/\/[^"]*:[^"]*@/.test(JSON.stringify(Properties)),
    });
  });
}

function mappings(template: Template): string[] {
  return ofType(template, 'AWS::Lambda::EventSourceMapping').flatMap(([id, { Properties = {} }]) => {
    const alarms = ofType(template, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm.Properties?.MetricName);
    const log = text(Properties.FunctionName).replace('LambdaFunction', 'LogGroup');
    const counted = ofType(template, 'AWS::Logs::MetricFilter')
      .filter(([, filter]) => text(filter.Properties?.LogGroupName) === log)
      .flatMap(([, filter]) => filter.Properties?.MetricTransformations as { MetricName: string }[]);
    return broken(id, {
      'a batch size': between(Properties.BatchSize, 1, 100),
      'a batching window': between(Properties.MaximumBatchingWindowInSeconds, 0, 5),
      ReportBatchItemFailures: JSON.stringify(Properties.FunctionResponseTypes) === '["ReportBatchItemFailures"]',
      bisect: Properties.BisectBatchOnFunctionError === true,
      'three to five retries': between(Properties.MaximumRetryAttempts, 3, 5),
      'a record age of 24 hours': Properties.MaximumRecordAgeInSeconds === 86_400,
      'a failure destination': text(Properties.DestinationConfig).includes('FailedRecords'),
      'a parallelization factor': Properties.ParallelizationFactor === 1,
      // The feed carries every event over; whoever reacts to some of them filters.
      'a filter on the event type':
        id === 'BackgroundFeedTrigger' || text(Properties.FilterCriteria).match(/shop\.[a-z.]+\.v\d/) !== null,
      TRIM_HORIZON: Properties.StartingPosition === 'TRIM_HORIZON',
      EventCount: JSON.stringify(Properties.MetricsConfig) === '{"Metrics":["EventCount"]}',
      'alarms on age and failures':
        alarms.includes('IteratorAge') && alarms.includes('OnFailureDestinationDeliveredEventCount'),
      'an alarm on quarantine': counted.some(({ MetricName }) => alarms.includes(MetricName)),
    });
  });
}

/** What keeps data: encrypted with a key of our own, and with an end or a guard. */
function stores(template: Template): string[] {
  const rules: Readonly<Record<string, (properties: Record<string, unknown>) => Readonly<Record<string, boolean>>>> = {
    'AWS::Kinesis::Stream': ({ StreamEncryption, RetentionPeriodHours }) => ({
      encryption: text(StreamEncryption).includes('StreamKey'),
      'a retention of 7 days': RetentionPeriodHours === 168,
    }),
    'AWS::DynamoDB::Table': ({ SSESpecification, PointInTimeRecoverySpecification, DeletionProtectionEnabled }) => ({
      encryption: text(SSESpecification).includes('TableKey'),
      'point-in-time recovery': text(PointInTimeRecoverySpecification).includes(':true'),
      'deletion protection': DeletionProtectionEnabled === true,
    }),
    'AWS::S3::Bucket': ({ BucketEncryption, PublicAccessBlockConfiguration, VersioningConfiguration }) => ({
      encryption: text(BucketEncryption).includes('SSEAlgorithm'),
      'no public access': (text(PublicAccessBlockConfiguration).match(/true/g) ?? []).length === 4,
      versions: text(VersioningConfiguration).includes('Enabled'),
    }),
    'AWS::SNS::Topic': ({ KmsMasterKeyId }) => ({ encryption: text(KmsMasterKeyId).includes('OperationsKey') }),
    'AWS::KMS::Key': ({ EnableKeyRotation }) => ({ rotation: EnableKeyRotation === true }),
    'AWS::Logs::LogGroup': ({ KmsKeyId, RetentionInDays }) => ({
      encryption: text(KmsKeyId).includes('OperationsKey'),
      'an end': typeof RetentionInDays === 'number',
    }),
  };
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) =>
    broken(id, rules[Type]?.(Properties) ?? {}),
  );
}

function roles(template: Template): string[] {
  return ofType(template, 'AWS::IAM::Role').flatMap(([id, { Properties = {} }]) => {
    const policies = (Properties.Policies ?? []) as { PolicyDocument?: { Statement: Statement[] } }[];
    const statements = policies.flatMap(({ PolicyDocument }) => PolicyDocument?.Statement ?? []);
    return statements
      .filter(({ Resource }) => [Resource].flat().includes('*'))
      .flatMap(({ Action }) => [Action].flat())
      .filter((action) => !withoutResources.some((pattern) => pattern.test(action)))
      .map((action) => `${id}: ${action} on every resource`);
  });
}

type Statement = { readonly Action: string | string[]; readonly Resource: unknown };

/** Who moves an alias may do so: Lambda checks these actions on the function, and CodeDeploy's calls name the alias too. */
function shifts(template: Template): string[] {
  return ofType(template, 'AWS::CodeDeploy::DeploymentGroup').flatMap(([id, { Properties = {} }]) => {
    const role = text(Properties.ServiceRoleArn).match(/"(\w+)","Arn"/)?.[1] ?? '';
    const policies = (template.Resources[role]?.Properties?.Policies ?? []) as {
      PolicyDocument: { Statement: Statement[] };
    }[];
    const moves = policies
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes('lambda:UpdateAlias'))
      .flatMap(({ Resource }) => [Resource].flat());
    return broken(id, {
      'moves the alias of one function, named with and without the alias':
        moves.length === 2 &&
        moves.some((one) => /[:"]live"/.test(text(one))) &&
        moves.some((one) => /^\{"Fn::GetAtt":\["\w+LambdaFunction","Arn"\]\}$/.test(text(one))),
    });
  });
}

/** A deploy flips nothing: users ask the shop's API, and in it there is the shop alone. */
function routes(template: Template): string[] {
  const all = ofType(template, 'AWS::ApiGatewayV2::Route').map(([id, { Properties = {} }]) => ({
    id,
    api: text(Properties.ApiId),
    everything: Properties.RouteKey === '$default',
  }));
  const taken = new Set(all.flatMap(({ api, everything }) => (everything ? [api] : [])));
  return all.flatMap(({ id, api, everything }) =>
    broken(id, { 'no route of its own in the API that users ask': everything || !taken.has(api) }),
  );
}

function nothingLarge(template: Template): string[] {
  const costly = /^AWS::(EC2::(VPC|NatGateway|Subnet|Instance)|RDS::|ElastiCache::|MSK::)/;
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => costly.test(Type))
    .map(([id, { Type }]) => `${id}: ${Type} costs money while nobody uses it`);
}

function ofType(template: Template, type: string): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

/** JSON without spaces; empty for what is not there. */
function text(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

function between(value: unknown, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}

function broken(id: string, rules: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(rules)
    .filter(([, holds]) => !holds)
    .map(([rule]) => `${id}: ${rule}`);
}
