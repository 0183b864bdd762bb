import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Thrown when a request cannot be carried out and nothing was changed: one message, exit code 3. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Reads flags and positionals. Refuses an unknown flag, or another number of positionals, and shows the usage. */
export function readArgs<Config extends ParseArgsConfig & { readonly options: object }>(
  args: readonly string[],
  { usage, positionals, ...config }: Config & { readonly usage: string; readonly positionals: number },
): ReturnType<typeof parseArgs<Config>> {
  try {
    const parsed = parseArgs({ ...config, args: [...args], allowPositionals: true } as unknown as Config);
    if (parsed.positionals.length === positionals) return parsed;
  } catch (error) {
    throw new RefusedError(`${(error as Error).message.split('. ')[0]}. Usage: ${usage}`);
  }
  throw new RefusedError(`Usage: ${usage}`);
}
