import { pathToFileURL } from 'node:url';

// Prints how many milliseconds a bundle takes to be read, compiled and evaluated: what a cold start waits for.
const [, , bundle] = process.argv;
const began = performance.now();
await import(pathToFileURL(bundle).href);
process.stdout.write(`${performance.now() - began}\n`);
process.exit(0);
