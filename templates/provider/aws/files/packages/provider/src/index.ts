export { type Budget, type Native, scheduleHandler, streamHandler } from './handlers.ts';
export { httpHandler } from './http-handler.ts';
export { openStream } from './open-stream.ts';
export { withSecrets } from './with-secrets.ts';
