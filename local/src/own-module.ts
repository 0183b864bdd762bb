/**
 * The address of a module beside `from`, for starting a process with it. The module ends in .ts in the source and in
 * .js when published.
 */
export function ownModule(name: string, from: string): URL {
  return new URL(`${name}${from.endsWith('.ts') ? '.ts' : '.js'}`, from);
}
