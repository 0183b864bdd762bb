export { isolate } from './isolate.ts';
export { sharedParts, startWorkshop } from './start-workshop.ts';
