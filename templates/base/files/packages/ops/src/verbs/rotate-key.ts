import type { OpsModule } from 'serverless-workshop/contract';
import { loadExports } from 'serverless-workshop/local';
import { RefusedError, readArgs, settingsWith } from 'serverless-workshop/ops';

/** How it is called. */
export const usage = 'npm run ops --silent -- rotate-key <role>';
/** What it does, for the list of verbs. */
export const summary = 'gives a database role a new password and prints its new connection string';

/** Changes the password. The string alone goes to stdout, so that it can be piped into whatever keeps secrets; `--silent` is for npm, which prints there too. */
export async function run(args: readonly string[]): Promise<void> {
  const [role = ''] = readArgs(args, { usage, positionals: 1, options: {} }).positionals;
  const modules = (await loadExports<OpsModule>('./ops')).filter(({ rotateKey }) => rotateKey);
  if (modules.length === 0) {
    throw new RefusedError('Nothing here has a password: the functions reach their table with their roles.');
  }
  const { env } = settingsWith('DATABASE_URL');
  for (const { rotateKey } of modules) {
    const rotated = await rotateKey?.(env, role);
    if (!rotated) continue;
    console.error(`${role} has a new password; connections that are open go on, new ones need it. ${rotated.setting}:`);
    console.log(rotated.value);
    return;
  }
  const names = (await Promise.all(modules.map((module) => module.keys?.(env) ?? []))).flat();
  const others = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There is none but the one that is connected.';
  throw new RefusedError(`There is no role "${role}" whose password could be changed; nothing was changed. ${others}`);
}
