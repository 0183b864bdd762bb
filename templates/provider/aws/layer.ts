import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: 'provider',
  id: 'aws',
  title: 'AWS',
  why: 'Lambda, Kinesis and API Gateway.',
  hint: 'Costs an account before the first deploy; nothing before. Buys Kinesis, and every stage of the path.',
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
    localParts: [{ what: 'Kinesis', packages: ['kinesalite', 'kinesis-local'], setting: 'KINESIS_ENDPOINT' }],
    engine: { folder: 'deploy', name: 'serverless', installedAs: 'osls' },
  },
});
