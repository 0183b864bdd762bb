/** The verbs of the command, and the module of each. */
const verbs: Readonly<Record<string, string>> = {
  dev: './dev/main.ts',
  order: './dev/order.ts',
};

const [verb = ''] = process.argv.slice(2);
switch (verb) {
  case 'dev':
    await import('./dev/main.ts');
    break;
  case 'order':
    await import('./dev/order.ts');
    break;
  default:
    console.error(`error: serverless-workshop has no verb "${verb}"`);
    console.error(`  it has: ${Object.keys(verbs).join(', ')}`);
    process.exitCode = 3;
}
