export { type Answer, differencesOf } from './compare.ts';
export { createRouter, type RouterOptions } from './create-router.ts';
export { cannotAnswer, isRead } from './fallback.ts';
export { type Forwarded, forward, passedOn } from './forward.ts';
export { recordsFolder, routesFile } from './places.ts';
export { fileRecords, forgetRecord, logRecords, type RecordSummary, type Records, readRecord } from './record.ts';
export { type Mode, type Route, type Routes, readRoutes, routeOf } from './routes.ts';
export { setMode } from './routes-file.ts';
export { negotiated } from './shadow.ts';
