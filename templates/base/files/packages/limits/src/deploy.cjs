const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { reservedConcurrency } = require('./reserved.cjs');

const root = join(__dirname, '../../..');
const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

const functions = readdirSync(join(root, 'services'))
  .map((name) => `services/${name}/function.json`)
  .filter((path) => existsSync(join(root, path)))
  .map(read);

/** The reserved concurrency of every function of this repo; `deploy/settings.<stage>.yml` includes it. */
exports.reserved = reservedConcurrency(read('limits.json'), functions);
