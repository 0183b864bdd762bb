import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** How a new version gets its share of the requests. */
export type CanaryPlan = {
  /** The new version's shares, one after the other: 0.1 is 10 %. The last one is usually 1. */
  readonly weights: readonly number[];
  /** How many requests it must have answered at one share before it gets the next. */
  readonly requestsPerWeight: number;
  /** How many of its answers may be errors, over all shares. After one more it gets no requests. */
  readonly errorBudget: number;
};

/** The state of a canary. `rolled-back` and `done` are final. */
export type CanaryState = {
  readonly phase: 'shifting' | 'rolled-back' | 'done';
  readonly weight: number;
  /** Answers of the new version so far, and how many of them were errors: 5xx, or no answer. */
  readonly requests: number;
  readonly errors: number;
};

/** A router of two versions. */
export type Canary = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  state(): CanaryState;
};

/**
 * The addresses of both versions, and the function that picks one for each request: a number from 0 to 1, like
 * `Math.random`.
 */
export type CanaryOptions = {
  readonly oldUrl: string;
  readonly newUrl: string;
  readonly plan: CanaryPlan;
  readonly random: () => number;
  readonly onChange?: (state: CanaryState) => void;
};

/**
 * Sends a growing share of the requests to the new version, as the weights of an alias do. When the error budget is
 * spent, all requests go to the old version again. A visitor gets the answer of the chosen version, even an error; no
 * request is sent twice.
 */
export function createCanary({ oldUrl, newUrl, plan, random, onChange = () => {} }: CanaryOptions): Canary {
  let step = 0;
  let atThisWeight = 0;
  let state: CanaryState = { phase: 'shifting', weight: plan.weights[0] ?? 0, requests: 0, errors: 0 };

  function count(failed: boolean): void {
    if (state.phase !== 'shifting') return;
    const before = state;
    state = { ...state, requests: state.requests + 1, errors: state.errors + (failed ? 1 : 0) };
    atThisWeight += 1;
    if (state.errors > plan.errorBudget) state = { ...state, phase: 'rolled-back', weight: 0 };
    else if (atThisWeight >= plan.requestsPerWeight) {
      atThisWeight = 0;
      step += 1;
      const next = plan.weights[step];
      state = next === undefined ? { ...state, phase: 'done' } : { ...state, weight: next };
    }
    if (state.phase !== before.phase || state.weight !== before.weight) onChange(state);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const toNew = random() < state.weight;
    try {
      const answer = await passOn(toNew ? newUrl : oldUrl, request);
      const { statusCode = 502 } = answer;
      if (toNew) count(statusCode >= 500);
      response.writeHead(statusCode, { ...answer.headers, 'x-version': toNew ? 'new' : 'old' });
      await pipeline(answer, response);
    } catch {
      if (response.headersSent || response.destroyed) return void response.destroy();
      if (toNew) count(true);
      response.writeHead(502, { 'x-version': toNew ? 'new' : 'old' }).end();
    }
  }

  return { handle, state: () => state };
}

function passOn(target: string, request: IncomingMessage): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const { method, url, headers } = request;
    const passed = ask(`${target}${url}`, { method, headers }, done);
    passed.once('error', fail);
    request.pipe(passed);
  });
}
