export { sharedParts, startWorkshop } from './start-workshop.ts';
