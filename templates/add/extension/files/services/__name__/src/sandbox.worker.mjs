import { parentPort, workerData } from 'node:worker_threads';
import variant from '@jitl/quickjs-singlefile-mjs-release-sync';
import { newQuickJSWASMModuleFromVariant, newVariant, shouldInterruptAfterDeadline } from 'quickjs-emscripten-core';

// One run of a tenant's code, in QuickJS inside WebAssembly: a JavaScript that has no process, no files, no network and no timers,
// because nobody gave it any. The thread ends with the run, so nothing is left for the next tenant.
// This file is JavaScript, because a thread starts without the loader that reads TypeScript.
const { source, input, limits } = workerData;

/** What QuickJS wants to begin with. */
const leastBytes = 16 * 1024 * 1024;

// A promise would be JSON too, as {}: say so instead.
const call = `(text) => {
  const output = transform(JSON.parse(text));
  if (typeof output?.then === 'function') throw new TypeError('transform must answer at once: it answered a promise');
  return JSON.stringify(output);
}`;

// The limit is on the memory of the whole WebAssembly machine. QuickJS's own limit counts single allocations: with it, a tenant that
// allocated often reached 2 GB.
const page = 64 * 1024;
const wasmMemory = new WebAssembly.Memory({ initial: leastBytes / page, maximum: limits.memoryBytes / page });
const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory }));
const runtime = quickjs.newRuntime();
runtime.setMaxStackSize(limits.stackBytes);
const context = runtime.newContext();
parentPort?.postMessage('ready');
runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + limits.runMs));
parentPort?.postMessage(run());

function run() {
  const loaded = context.evalCode(source, 'transform.js', { type: 'global' });
  if (loaded.error) return { reason: reasonOf(context.dump(loaded.error)) };
  const wrapped = context.evalCode(call, 'call.js');
  if (wrapped.error) return { reason: reasonOf(context.dump(wrapped.error)) };
  const called = context.callFunction(wrapped.value, context.undefined, context.newString(input));
  if (called.error) return { reason: reasonOf(context.dump(called.error)) };
  if (context.typeof(called.value) !== 'string') return { reason: 'transform answered nothing that is JSON' };
  return { output: context.getString(called.value) };
}

/** What a tenant threw, shortened: it goes into a log. */
function reasonOf(thrown) {
  const { name, message } = thrown ?? {};
  const text = typeof message === 'string' ? `${String(name)}: ${message}` : String(thrown);
  return text === 'InternalError: interrupted' ? `stopped after ${limits.runMs} ms` : text.slice(0, 300);
}
