/** The verbs of the command, and the module that runs each. */
const verbs: Readonly<Record<string, () => Promise<unknown>>> = {
  dev: () => import('./dev/main.ts'),
  order: () => import('./dev/order.ts'),
  emit: () => import('./dev/emit.ts'),
  contracts: () => import('./contracts/main.ts'),
  check: () => import('./check/main.ts'),
  package: () => import('./deploy/main.ts'),
  deploy: () => import('./deploy/main.ts'),
  destroy: () => import('./deploy/main.ts'),
};

const [verb = ''] = process.argv.slice(2);
const load = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
if (load) {
  await load();
} else {
  console.error(`error: serverless-workshop has no verb "${verb}"`);
  console.error(`  it has: ${Object.keys(verbs).join(', ')}`);
  process.exitCode = 3;
}
