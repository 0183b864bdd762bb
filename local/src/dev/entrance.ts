import { services } from '../repo.ts';

/** The address for visitors: the service in front of the others, so that moved routes are used, else the shop. */
export function entranceOf(
  urls: Readonly<Record<string, string>>,
  all: readonly { readonly definition: { readonly name: string; readonly front?: boolean } }[] = services(),
): string | undefined {
  const front = all.find(({ definition }) => definition.front)?.definition.name;
  return (front && urls[front]) ?? Object.values(urls)[0];
}
