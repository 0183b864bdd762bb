import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import { packTarball } from '../../src/repo/tarball.ts';
import { packageFiles } from '../../src/repo/tool.ts';
import { cleanEnvironment, scratchFolder } from '../e2e/tool.ts';

const name = 'create-serverless-workshop';

/** Serves versions of the tool as a registry does, on this machine; answers an environment in which npm asks it and no other. */
export async function registryWith(tools: Readonly<Record<string, string>>): Promise<NodeJS.ProcessEnv> {
  const tarballs = new Map<string, Buffer>();
  for (const [version, bin] of Object.entries(tools)) {
    tarballs.set(`/${name}/-/${name}-${version}.tgz`, await packTarball(packageFiles(dirname(dirname(bin)))));
  }
  const server = createServer((request, response) => {
    const tarball = tarballs.get(request.url ?? '');
    if (tarball) response.end(tarball);
    else if (request.url === `/${name}`) response.setHeader('content-type', 'application/json').end(packument());
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"not found"}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return cleanEnvironment({
    npm_config_registry: url,
    npm_config_cache: scratchFolder(),
    npm_config_update_notifier: 'false',
  });

  function packument(): string {
    const versions = Object.fromEntries(
      Object.keys(tools).map((version) => {
        const path = `/${name}/-/${name}-${version}.tgz`;
        const integrity = `sha512-${createHash('sha512')
          .update(tarballs.get(path) ?? '')
          .digest('base64')}`;
        const dist = { tarball: `${url}${path}`, integrity };
        return [version, { name, version, bin: { [name]: 'dist/bin.cjs' }, dist }];
      }),
    );
    return JSON.stringify({ name, 'dist-tags': { latest: Object.keys(tools).at(-1) }, versions });
  }
}
