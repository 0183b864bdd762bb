/** The address of a module beside `from`, for a process that is started with it: the source has another ending than what is published. */
export function ownModule(name: string, from: string): URL {
  return new URL(`${name}${from.endsWith('.ts') ? '.ts' : '.js'}`, from);
}
