import { pathToFileURL } from 'node:url';

// Prints how many milliseconds Node needs to read, compile and evaluate a bundle. A cold start waits for this.
const [, , bundle] = process.argv;
const began = performance.now();
await import(pathToFileURL(bundle).href);
process.stdout.write(`${performance.now() - began}\n`);
process.exit(0);
