import type { Env } from './kinesis-client.ts';
import { signRequest } from './sign-request.ts';

const secretArn = /^arn:(aws[\w-]*):secretsmanager:([\w-]+):\d{12}:secret:/;

/** Shorter than a function's timeout, so that the function can say that it cannot reach Secrets Manager. */
const timeoutMs = 3000;

/**
 * The settings with secrets in place of their addresses: a value that is the ARN of a secret in Secrets Manager becomes the secret's text.
 * Settings without one come back as they are, and nothing is called. Throws with the setting's name when a secret cannot be read.
 * It signs one request itself: the SDK's client for it is larger than the driver of the database it opens.
 */
export async function withSecrets(env: Env): Promise<Env> {
  const addresses = Object.entries(env).filter(([, value]) => value !== undefined && secretArn.test(value));
  if (addresses.length === 0) return env;
  const secrets = await Promise.all(addresses.map(async ([name, arn = '']) => [name, await read(name, arn, env)]));
  return { ...env, ...Object.fromEntries(secrets) };
}

async function read(name: string, arn: string, env: Env): Promise<string> {
  const [, partition = '', region = ''] = secretArn.exec(arn) ?? [];
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(`${name} is the address of a secret, and there are no AWS keys to read it with`);
  }
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  // The SDKs' own setting: a VPC endpoint with a name of its own, or a local server.
  const url = new URL(env.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? `https://secretsmanager.${region}.${domain}`);
  const target = 'secretsmanager.GetSecretValue';
  const body = JSON.stringify({ SecretId: arn });
  const headers = signRequest(
    { service: 'secretsmanager', region, host: url.host, target, body },
    { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN },
    new Date(),
  );
  const answer = await post(url, headers, body).catch((cause) => {
    throw new Error(`${name}: no answer from Secrets Manager at ${url.host}`, { cause });
  });
  if (typeof answer.SecretString !== 'string') {
    throw new Error(`${name}: Secrets Manager gave no text for ${arn}: ${answer.__type ?? 'a binary secret'}`);
  }
  return answer.SecretString;
}

type Answer = { readonly SecretString?: unknown; readonly __type?: string };

async function post(url: URL, headers: Record<string, string>, body: string): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(timeoutMs) });
  return (await response.json()) as Answer;
}
