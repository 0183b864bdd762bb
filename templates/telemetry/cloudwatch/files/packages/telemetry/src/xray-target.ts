import type { Env, HttpTarget } from '@app/tracing';
import { SignatureV4 } from '@smithy/signature-v4';
import { NodeSha256 } from './node-sha256.ts';

/**
 * The OTLP endpoint of X-Ray in the function's region; `undefined` outside of Lambda: a laptop's keys must not send traces by accident.
 * Lambda sets the keys of the function's role anew in every instance. Needs Transaction Search in the account, and the right to write to X-Ray in the role.
 */
export function xrayTarget(env: Env): HttpTarget | undefined {
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!env.AWS_EXECUTION_ENV?.startsWith('AWS_Lambda_') || !region || !accessKeyId || !secretAccessKey)
    return undefined;
  const hostname = `xray.${region}.amazonaws.com`;
  const signer = new SignatureV4({
    service: 'xray',
    region,
    sha256: NodeSha256,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
    },
  });
  return {
    url: `https://${hostname}/v1/traces`,
    async headers(body) {
      const signed = await signer.sign({
        method: 'POST',
        protocol: 'https:',
        hostname,
        path: '/v1/traces',
        headers: { host: hostname, 'content-type': 'application/json' },
        body,
      });
      // fetch writes the host itself, and refuses to be given one.
      const { host: _, ...headers } = signed.headers;
      return headers;
    },
  };
}
