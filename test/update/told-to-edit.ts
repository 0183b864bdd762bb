import type { Axis } from '../../src/layers/axes.ts';
import type { Edit } from './every-edit.ts';

/** A file that somebody is told to edit: where it is said, and an edit as it is meant there. */
type Told = {
  /** The file, in repos that have it. */
  readonly path: RegExp;
  /** The page that says so, or the file itself. */
  readonly page: RegExp;
  /** How the page calls it, or what is edited in it. */
  readonly names: string;
  readonly edit: Edit;
};

/** Puts a text in the place of another. Throws where the place is not there, so that no edit is one that does nothing. */
const replace =
  (place: string | RegExp, by: (found: string) => string): Edit =>
  (text) => {
    const [found] = typeof place === 'string' ? [text.includes(place) ? place : undefined] : (place.exec(text) ?? []);
    if (found === undefined) throw new Error(`There is no ${place} to edit.`);
    return text.replace(found, () => by(found));
  };

const below = (line: string | RegExp, added: string) => replace(line, (found) => `${found}\n${added}`);

const all =
  (...edits: readonly Edit[]): Edit =>
  (text) =>
    edits.reduce((sofar, edit) => edit(sofar), text);

/** Every file that a page or a comment of a made repo tells people to edit. */
export const toldToEdit: readonly Told[] = [
  {
    path: /^services\/(legacy-)?shop\/src\/after-order\.ts$/,
    page: /^docs\/choices\/start\.md$/,
    names: 'after-order.ts',
    edit: all(
      replace('data: order,', () => 'data: { ...order, gift: true },'),
      below(/await atThisStage\.placed\(.*\);/, '      await tellTheWarehouse(order);'),
    ),
  },
  {
    path: /^docs\/map\.mmd$/,
    page: /^docs\/map\.mmd$/,
    names: 'your map',
    edit: (text) =>
      `${text}component "Loyalty card" [0.8, 0.3]\nCustomer -> "Loyalty card"\nevolve "Loyalty card" 0.5\n`,
  },
  {
    path: /^packages\/contracts\/src\/visit\.ts$/,
    page: /^docs\/your-app\.md$/,
    names: 'packages/contracts/src/visit.ts',
    edit: below("await ask('GET /products', '/products');", "  await ask('GET /offers', '/offers');"),
  },
  {
    path: /^packages\/events\/schemas\/shop\.order\.placed\.v1\.schema\.json$/,
    page: /^docs\/your-app\.md$/,
    names: 'packages/events',
    edit: replace(/"properties": \{\n( *)/, (found) => `${found}"gift": { "type": "boolean" },\n    `),
  },
  {
    path: /^services\/receipt\/src\/log-mailer\.ts$/,
    page: /^docs\/choices\/stage-glue\.md$/,
    names: 'log-mailer.ts',
    edit: replace(
      /console\.log\(.*\);/,
      () => "await fetch('https://mail.example.com', { method: 'POST', body: to });",
    ),
  },
  {
    path: /^services\/receipt\/src\/log-chat\.ts$/,
    page: /^docs\/choices\/stage-glue\.md$/,
    names: 'log-chat.ts',
    edit: replace(
      /console\.log\(.*\);/,
      () => "await fetch('https://chat.example.com', { method: 'POST', body: text });",
    ),
  },
  {
    path: /^packages\/payments\/src\/payments\.ts$/,
    page: /^docs\/choices\/stage-tasks\.md$/,
    names: 'packages/payments/src/payments.ts',
    edit: replace('`${url}/charges`', () => '`${url}/v2/payments`'),
  },
  {
    path: /^packages\/core\/src\/order-search\.ts$/,
    page: /^docs\/choices\/stage-tasks\.md$/,
    names: 'searchOrders',
    edit: replace('const depth = 500;', () => 'const depth = 2000;'),
  },
  {
    path: /^services\/(receipt|search-index|stock-ledger|order-status)\/function\.json$/,
    page: /^docs\/deploy\.md$/,
    names: 'parallelization',
    edit: all(
      below(/"lane": ".*",/, '  "instances": 6,'),
      replace(/"runbook": "[^"]*"/, (found) => `${found},\n  "aws": { "parallelization": 2 }`),
    ),
  },
  {
    path: /^services\/[^/]+\/function\.json$/,
    page: /^docs\/runbooks\/relay\.md$/,
    names: 'memoryMb',
    edit: replace(/"memoryMb": \d+/, () => '"memoryMb": 1024'),
  },
  {
    path: /^services\/relay\/src\/main\.ts$/,
    page: /^docs\/runbooks\/relay\.md$/,
    names: 'batch',
    edit: all(
      replace('batch: 100,', () => 'batch: 400,'),
      replace('lingerMs: 62_000,', () => 'lingerMs: 5_000,'),
    ),
  },
  {
    path: /^limits\.json$/,
    page: /^docs\/deploy\.md$/,
    names: 'limits.json',
    edit: all(
      replace('"most": 100', () => '"most": 400'),
      replace('"user": 0.6, "background": 0.4', () => '"user": 0.7, "background": 0.3'),
    ),
  },
  {
    path: /^services\/router\/routes\.json$/,
    page: /^docs\/choices\/stage-features\.md$/,
    names: 'routes.json',
    edit: replace('"mayDiffer": []', () => '"mayDiffer": ["receipt"]'),
  },
  {
    path: /^packages\/(ops\/src\/observe-gate|glue\/src\/gate\/main)\.ts$/,
    page: /^docs\/path\.md$/,
    names: '/src/gate/',
    edit: replace(/least: 0\.99|\|\| 50/, (found) => (found.startsWith('least') ? 'least: 0.999' : '|| 200')),
  },
  {
    path: /^deploy\/serverless\.yml$/,
    page: /^docs\/without-the-tool\.md$/,
    names: 'deploy/serverless.yml',
    edit: all(
      below(/^functions:$/m, '  - ${file(../services/gift/function.yml)}'),
      below(/^resources:$/m, '  - ${file(../services/gift/role.yml)}'),
    ),
  },
  {
    path: /^\.github\/workflows\/ci\.yml$/,
    page: /^docs\/deploy\.md$/,
    names: 'ci.yml',
    edit: (text) =>
      `${text}  deploy:\n    needs: ci\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm run deploy\n`,
  },
  {
    path: /^vitest\.config\.ts$/,
    page: /^docs\/without-the-tool\.md$/,
    names: 'vitest.config.ts',
    edit: replace("'serverless-workshop/testing/setup'", () => "'./test/set-up.ts'"),
  },
  {
    path: /^docs\/choices\/.*\.md$/,
    page: /^docs\/without-the-tool\.md$/,
    names: 'docs/choices',
    edit: (text) => `${text}\nWe chose it in spring, because the team knew it.\n`,
  },
  {
    path: /^packages\/[^/]+\/src\/local\.ts$/,
    page: /^docs\/without-the-tool\.md$/,
    names: 'src/local.ts',
    edit: (text) => `import { gateway } from './gateway.ts';\n${text}`,
  },
];

/** Files that stand beside such words without being meant by them, and why. */
export const notToEdit: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /\/at-this-stage\.ts$/, why: 'the pages say that the next stage replaces it' },
  {
    path: /(^|\/)package\.json$/,
    why: 'one is copied, or holds a version; every text file of a repo is edited anywhere here',
  },
  {
    path: /\/main\.ts$/,
    why: 'it is the shape of a function; the one of the relay alone has settings that a page names',
  },
  { path: /^deploy\/settings\.(example|offline)\.yml$/, why: 'the copy is edited, and belongs to no template' },
  { path: /\/deploy\/bundle\.json$/, why: 'a database driver says in it how large it is' },
  { path: /^deploy\/test\/limits\.test\.ts$/, why: 'it checks what is edited' },
  {
    path: /^services\/invoice-run\/src\/run-invoice\.ts$/,
    why: 'it is a job to copy, and the runbook asks who changed it',
  },
  { path: /\/canary\.yml$/, why: 'it is named to tell functions apart' },
];

/** What stays another file when an answer changes, although a page tells to edit it: a conflict of both files whole, on purpose. */
export const refilledBy: { readonly [A in Axis]?: readonly string[] } = {
  // The pages of the other choice, and the parts of the other database: neither is a version of the one before.
  start: ['docs/choices/start.md'],
  database: [
    'docs/choices/database.md',
    'docs/choices/host.md',
    'packages/orders/src/local.ts',
    'packages/outbox/src/local.ts',
  ],
  telemetry: ['docs/choices/telemetry.md'],
};
