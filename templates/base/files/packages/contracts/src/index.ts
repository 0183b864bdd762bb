export { describeDocuments } from './documents.ts';
export { describeEffects } from './effects.ts';
export { describeEventStream } from './event-stream.ts';
export { describeOutbox } from './outbox.ts';
export { sampleOrder, sampleOrderPlaced } from './samples.ts';
export { describeShopHttp } from './shop-http.ts';
