export { type Answer, differencesOf } from './compare.ts';
export { createRouter, type RouterOptions } from './create-router.ts';
export { recordsFolder, routesFile } from './places.ts';
export { fileRecords, forgetRecord, type RecordSummary, type Records, readRecord } from './record.ts';
export { type Mode, type Route, type Routes, readRoutes } from './routes.ts';
export { setMode } from './routes-file.ts';
