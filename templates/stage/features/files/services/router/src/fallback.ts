import type { Route } from './routes.ts';

/** 429 and 5xx: the new side, or what stands before it, says that it cannot. `fallBackOn` of the route adds to that. */
export function cannotAnswer({ fallBackOn = [] }: Route, status = 502): boolean {
  return status === 429 || status >= 500 || fallBackOn.includes(status);
}

/** A method that may be repeated: the second request has no second effect. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** What a visitor typed stays out of records and logs. */
export function withoutQuery(path: string): string {
  return path.split('?')[0] ?? path;
}
