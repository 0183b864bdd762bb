import { createContext, Script } from 'node:vm';
import { kvsOf } from './key-values.ts';

/** A header, a cookie or a value of the query, as an edge function sees it. */
type EdgeValue = { value: string; multiValue?: { value: string }[] };

/** The request as an edge function gets it and hands it on. Names of headers are in small letters. */
export type EdgeRequest = {
  method: string;
  uri: string;
  querystring: Record<string, EdgeValue>;
  headers: Record<string, EdgeValue>;
  cookies: Record<string, EdgeValue>;
};

/** What an edge function answers itself, without any origin. */
export type EdgeResponse = {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: Record<string, EdgeValue>;
  readonly body?: string | { readonly encoding: 'text' | 'base64'; readonly data: string };
};

/** Which origins a request goes to. With a second one, these status codes of the first lead to it. */
export type Route = { readonly origins: readonly string[]; readonly failoverOn: readonly number[] };

/** What the function decided. */
export type Decision = { readonly response: EdgeResponse } | { readonly request: EdgeRequest; readonly route: Route };

/** What a function is run with. */
export type FunctionOptions = {
  /** The source as it is deployed. */
  readonly code: string;
  /** The ids of the origins that the distribution has. */
  readonly originIds: readonly string[];
  /** The origin of the behaviour: where a request goes when the function names none. */
  readonly target: string;
  readonly keyValues: ReadonlyMap<string, string>;
};

/** The cloud's limit for the source of a function: 10 KB. */
const mostBytes = 10_240;

/** What an origin group that a function makes may react to. */
const failoverCodes = new Set([400, 403, 404, 416, 500, 502, 503, 504]);

/** The methods that may fail over. An origin group can take no other: a write that was tried might have been done. */
const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Loads the code of a CloudFront function (runtime 2.0, viewer request) and answers what runs it. Each call gets the module `cloudfront` of
 * its own request. What the cloud would refuse or ignore silently is thrown: its own test call does not look at origins.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function loadEdgeFunction({ code, originIds, target, keyValues }: FunctionOptions) {
  const bytes = Buffer.byteLength(code);
  if (bytes > mostBytes) throw new Error(`the edge function has ${bytes} bytes: the cloud takes ${mostBytes}`);
  const script = new Script(`${code.replace(/^\s*import\s+(\w+)\s+from\s+(['"])cloudfront\2;?/m, '')}\n;handler`, {
    filename: 'edge-function.js',
  });

  return async (request: EdgeRequest, ip: string): Promise<Decision> => {
    let route: Route = { origins: [target], failoverOn: [] };
    const known = (id: unknown): string => {
      if (typeof id === 'string' && originIds.includes(id)) return id;
      throw new Error(`the edge function chose the origin ${JSON.stringify(id)}; there are ${originIds.join(', ')}`);
    };
    const cloudfront = {
      kvs: () => kvsOf(keyValues),
      selectRequestOriginById(id: unknown) {
        route = { origins: [known(id)], failoverOn: [] };
      },
      createRequestOriginGroup(group: OriginGroup) {
        route = routeOf(group, request.method, known);
      },
    };
    const name = /^\s*import\s+(\w+)\s+from\s+(['"])cloudfront\2/m.exec(code)?.[1];
    const context = createContext(
      { console, Buffer, ...(name && { [name]: cloudfront }) },
      // As in the cloud: no code is made from text.
      { codeGeneration: { strings: false, wasm: false } },
    );
    const handler = script.runInContext(context, { timeout: 1_000 }) as (event: unknown) => unknown;
    const event = { version: '1.0', context: { eventType: 'viewer-request' }, viewer: { ip }, request };
    return decided(await handler(event), route);
  };
}

type OriginGroup = {
  readonly originIds?: readonly { readonly originId?: unknown }[];
  readonly failoverCriteria?: { readonly statusCodes?: readonly number[] };
};

function routeOf(group: OriginGroup, method: string, known: (id: unknown) => string): Route {
  const { originIds = [], failoverCriteria: { statusCodes = [] } = {} } = group;
  if (!idempotentMethods.has(method)) {
    throw new Error(`the edge function made an origin group for ${method}: it can hold GET, HEAD and OPTIONS alone`);
  }
  if (originIds.length !== 2) throw new Error(`an origin group has two origins, and this one has ${originIds.length}`);
  const wrong = statusCodes.filter((code) => !failoverCodes.has(code));
  if (statusCodes.length === 0 || wrong.length > 0) {
    throw new Error(`an origin group fails over on ${[...failoverCodes].join(', ')}, and not on [${wrong.join(', ')}]`);
  }
  return { origins: originIds.map(({ originId }) => known(originId)), failoverOn: [...statusCodes] };
}

function decided(result: unknown, route: Route): Decision {
  if (typeof result === 'object' && result !== null) {
    if ('statusCode' in result) return { response: result as EdgeResponse };
    if ('method' in result && 'uri' in result) return { request: result as EdgeRequest, route };
  }
  throw new Error('the edge function answered neither a request nor a response');
}
