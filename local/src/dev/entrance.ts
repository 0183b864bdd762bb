import { services } from '../repo.ts';

/** Where a visitor comes in: at what stands in front of the others, so that a route that has moved is seen; else at the shop. */
export function entranceOf(
  urls: Readonly<Record<string, string>>,
  all: readonly { readonly definition: { readonly name: string; readonly front?: boolean } }[] = services(),
): string | undefined {
  const front = all.find(({ definition }) => definition.front)?.definition.name;
  return (front && urls[front]) ?? Object.values(urls)[0];
}
