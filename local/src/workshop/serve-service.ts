import { freePort } from '../free-port.ts';
import { services } from '../repo.ts';
import { ServiceProcess } from '../runtime/service-process.ts';

/** A service in its own process, without a workshop. */
export type ServedService = { readonly url: string; stop(): Promise<void> };

/** Starts `services/<name>` on a free port, and waits until it is healthy. Throws when there is no such service. */
export async function serveService(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  onLine: (line: string) => void = () => {},
): Promise<ServedService> {
  const service = services().find(({ definition }) => definition.name === name);
  if (!service) throw new Error(`there is no service ${name}`);
  const process = new ServiceProcess({ service, env, port: await freePort(0), onLine });
  await process.start();
  return { url: process.url, stop: () => process.stop() };
}
