// Kills this process the hard way when it calls KILL_CALL of node:fs for the KILL_AT-th time.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const name = process.env.KILL_CALL;
const at = Number(process.env.KILL_AT);
const original = fs[name];
let calls = 0;
fs[name] = (...args) => {
  calls += 1;
  if (calls === at) process.kill(process.pid, 'SIGKILL');
  return original(...args);
};
syncBuiltinESMExports();
