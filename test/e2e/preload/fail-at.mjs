// Fails the FAIL_AT-th call of FAIL_CALL of node:fs with the code FAIL_CODE, as a full disk or a virus scanner does.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { FAIL_CALL: name, FAIL_CODE: code } = process.env;
const at = Number(process.env.FAIL_AT);
const original = fs[name];
let calls = 0;
fs[name] = (...args) => {
  calls += 1;
  if (calls === at) throw Object.assign(new Error(`${code}: made to fail`), { code });
  return original(...args);
};
syncBuiltinESMExports();
