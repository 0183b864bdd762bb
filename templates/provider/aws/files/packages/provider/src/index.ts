export { httpHandler } from './http-handler.ts';
export type { Native } from './native.ts';
export { openStream } from './open-stream.ts';
export { type Budget, scheduleHandler } from './schedule-handler.ts';
export { streamHandler } from './stream-handler.ts';
export { withSecrets } from './with-secrets.ts';
