const { spawnSync } = require('node:child_process');
const { join } = require('node:path');

// The tool as a plop pack: in a plopfile of a made repo, `await plop.load('create-serverless-workshop')`. Each generator runs the tool's own
// `add`, so it refuses what that refuses, and what it makes is staged at once or not at all.

const body = {
  type: 'list',
  name: 'body',
  message: 'What shall its body be?',
  choices: [
    { value: 'sample', name: 'sample: it works, and its test is green' },
    { value: 'empty', name: 'empty: a test that is red until you have written it' },
  ],
};

const patterns = {
  event: ['a new event: its schema and a sample', []],
  glue: ['a function on the stream: code, test, deploy files, alarms, runbook', [body]],
  task: ['a job of several steps in the background lane, with all that a function has', [body]],
  'map-reduce': ['a job in parts: each is mapped, and when all are there they are reduced, once', [body]],
  extension: ['a place for the code of tenants: a sandbox with limits of time and memory', [body]],
  feature: ['a function behind a route that users see, beside the shop: shadow, compare, flip, take back', [body]],
  split: ['a module of the greenfield shop in a service of its own, behind its route', []],
};

module.exports = function pack(plop) {
  plop.setDefaultInclude({ generators: true });
  for (const [pattern, [description, more]] of Object.entries(patterns)) {
    plop.setGenerator(`add-${pattern}`, {
      description,
      prompts: [{ type: 'input', name: 'name', message: 'What is it called?' }, ...more],
      actions: [(answers) => add(plop.getDestBasePath(), pattern, answers)],
    });
  }
};

/** Runs the tool's `add` in `cwd` and answers what it said. Throws with its words when it refuses. */
function add(cwd, pattern, { name, body }) {
  const args = [join(__dirname, 'dist/bin.cjs'), 'add', pattern, name, ...(body ? ['--body', body] : [])];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim());
  return stdout.trim();
}
