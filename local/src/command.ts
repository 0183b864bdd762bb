/** A verb of the command: how a script of the repo calls it, what it does, and the module that does it. */
type Verb = { readonly usage: string; readonly does: string; load(): Promise<unknown> };

const verbs: Readonly<Record<string, Verb>> = {
  dev: {
    usage: 'npm run dev',
    does: 'runs the whole repo on this machine, until Ctrl-C',
    load: () => import('./dev/main.ts'),
  },
  order: {
    usage: 'npm run order',
    does: 'places an order in the shop that npm run dev runs',
    load: () => import('./dev/order.ts'),
  },
  emit: {
    usage: 'npm run emit -- <type>',
    does: 'stores the sample of an event in the outbox of npm run dev',
    load: () => import('./dev/emit.ts'),
  },
  contracts: {
    usage: 'npm run contracts -- [release <type>]',
    does: 'makes types and validators of the schemas of events; release keeps a schema, which then only grows',
    load: () => import('./contracts/main.ts'),
  },
  check: {
    usage: 'npm run check, npm run format',
    does: 'checks format, lint, types and every function.json; format mends the format',
    load: () => import('./check/main.ts'),
  },
  package: {
    usage: 'npm run package -- [--stage <stage>]',
    does: 'builds what would be deployed, without an account',
    load: () => import('./deploy/main.ts'),
  },
  deploy: {
    usage: 'npm run deploy -- --stage <stage>',
    does: 'deploys the repo with the settings of that stage',
    load: () => import('./deploy/main.ts'),
  },
  destroy: {
    usage: 'npm run destroy -- --stage <stage>',
    does: 'takes away what was deployed to that stage',
    load: () => import('./deploy/main.ts'),
  },
};

const [word = '', ...words] = process.argv.slice(2);
const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
if (verb && words.some(isHelp)) tell(verb);
else if (verb) await verb.load();
else if (isHelp(word)) Object.values(verbs).forEach(tell);
else {
  console.error(`error: serverless-workshop has no verb "${word}"`);
  console.error(`  it has: ${Object.keys(verbs).join(', ')}`);
  process.exitCode = 3;
}

function isHelp(one: string): boolean {
  return one === '--help' || one === '-h';
}

function tell({ usage, does }: Verb): void {
  console.log(`  ${usage}\n      ${does}`);
}
