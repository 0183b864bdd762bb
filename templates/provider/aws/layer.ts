import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'provider',
  id: 'aws',
  title: 'AWS',
  why: 'Lambda, Kinesis and API Gateway.',
  hint: 'Costs nothing until the first deploy, which needs an account. Buys Kinesis, and every stage of the path.',
  standIns: ['kinesis', 'pump', 'http', 'schedule'],
  was: { 'deploy/test/deploy-files.test.ts': 'provider/aws/deploy/test/functions.test.ts' },
  values: { deployList: 'deploy/serverless.yml' },
  provider: {
    includes: {
      path: 'deploy/serverless.yml',
      lists: ['functions', 'resources'],
      include: (path) => `\${file(../${path})}`,
    },
    listOf: (file) => (file === 'function.yml' ? 'functions' : 'resources'),
    grant: (slot, capability) => `\${file(../packages/${slot}/deploy/aws.yml):iam.${capability}}`,
    names: {
      // Lambda takes 64 characters, with the service and the stage before the name.
      longest: 32,
      inFiles: (name) => ({
        // How the deploy engine names the function and the log group that it makes itself: `order-mail` as `OrderDashmail`.
        logical: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`.replaceAll('-', 'Dash'),
        // Before a placeholder Handlebars would read three braces.
        open: '${',
      }),
    },
    idle: {
      // Sources: the pricing pages that docs/deploy.md links, as they were in 2026.
      prices: 'list prices of us-east-1',
      costs: [
        { what: 'KMS keys', usdPerMonth: 1, from: 'observe' },
        { what: 'KMS keys', usdPerMonth: 1, from: 'glue' },
        { what: 'KMS keys', usdPerMonth: 1, from: 'observe', only: { database: 'dynamodb' } },
        // 730 shard hours, and as many of extended retention.
        { what: 'Kinesis', usdPerMonth: 730 * (0.015 + 0.02), from: 'glue' },
        { what: 'Kinesis, the background stream', usdPerMonth: 730 * (0.015 + 0.02), from: 'tasks' },
        { what: 'the relay', usdPerMonth: 680_000 * 0.0000133334, from: 'glue' },
        { what: 'alarms', usdPerMonth: 0.3, from: 'observe', only: { start: 'greenfield' } },
        { what: 'alarms', usdPerMonth: 1, from: 'glue' },
        { what: 'alarms', usdPerMonth: 2.7, from: 'tasks' },
        { what: 'alarms', usdPerMonth: 0.9, from: 'features' },
        { what: 'metrics of our own', usdPerMonth: 0.3, from: 'glue' },
        { what: 'secrets', usdPerMonth: 0.4, from: 'glue', only: { dialect: 'sql' } },
        // 13 million small reads and 2.6 million writes.
        { what: 'DynamoDB', usdPerMonth: 13 * 0.125 + 2.6 * 0.625, from: 'glue', only: { host: 'dynamodb' } },
      ],
    },
    localParts: [{ what: 'Kinesis', packages: ['kinesalite', 'kinesis-local'], setting: 'KINESIS_ENDPOINT' }],
    engine: { folder: 'deploy', name: 'serverless', installedAs: 'osls' },
  },
});
