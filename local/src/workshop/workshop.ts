import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, Env, FunctionDefinition } from '../contract/index.ts';
import { freePort } from '../free-port.ts';
import { prepareParts } from '../parts/start-parts.ts';
import { addressName, type Found, functions, type ServiceDefinition, services } from '../repo.ts';
import { FunctionPool } from '../runtime/function-pool.ts';
import { ServiceProcess } from '../runtime/service-process.ts';
import { loadProvider, spanTarget } from '../slots.ts';
import { startReceiver } from '../traces/receiver.ts';
import type { TraceStore } from '../traces/trace-tree.ts';

/** Which parts of the repo to run, and where. */
export type WorkshopOptions = {
  /** The environment of everything that is started: the settings of the parts and of the machine. */
  readonly env: Env;
  /** A folder for checkpoints and for records that were given up. */
  readonly dataDir: string;
  /**
   * Names of the functions to connect to their triggers; all by default. Names that the repo does not have are ignored.
   * The other functions can still be invoked.
   */
  readonly functions?: readonly string[];
  /** Names of functions that `on` will connect later. */
  readonly off?: readonly string[];
  /** Whether to start services that are processes; true by default. */
  readonly services?: boolean;
  /** Whether services use their preferred ports when these are free. Otherwise they get any free port. */
  readonly likedPorts?: boolean;
  /** Called with each line that a process prints. */
  readonly onLine?: (from: string, line: string) => void;
  /** Called for everything that is ready. */
  readonly onReady?: (ready: { readonly title: string; readonly url?: string }) => void;
};

/** The repo's functions and services, running on this machine. */
export type Workshop = {
  readonly env: Env;
  /** The addresses by name of the service or HTTP function. The shop comes first, the service in front of it last. */
  readonly urls: Readonly<Record<string, string>>;
  readonly traces: TraceStore;
  /**
   * How many calls functions behind streams and schedules have finished without an error. While it grows, events are
   * being processed.
   */
  finished(): number;
  /** Runs a function once, without its trigger. Throws what the function throws. */
  invoke(name: string, event: unknown): Promise<unknown>;
  /**
   * `kill -9` on all processes of a function or a service. The next call starts a function again; `restart` starts a
   * service again.
   */
  kill(name: string): Promise<void>;
  /** Starts a killed service again, and waits until it is healthy. */
  restart(name: string): Promise<void>;
  /** Kills a function and disconnects its trigger, so that nothing calls it. The trigger remembers its place. */
  off(name: string): Promise<void>;
  /** Connects a function's trigger again. It continues where it stopped. */
  on(name: string): Promise<void>;
  stop(): Promise<void>;
};

const shopPort = 3000;
const otlpPort = 4318;
const politeMs = 1000;

function answersAll({ trigger }: FunctionDefinition): boolean {
  return trigger.type === 'http' && trigger.path === undefined;
}

/** Starts the repo's services and functions on running parts. When one of them fails, the started ones are stopped. */
export async function runWorkshop(options: WorkshopOptions): Promise<Workshop> {
  const { dataDir, likedPorts = false } = options;
  const provider = await loadProvider();
  const receiver = await startReceiver({
    port: likedPorts ? otlpPort : 0,
    forwardTo: await spanTarget(options.env),
  });
  const env = {
    ...options.env,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: undefined,
    OTEL_EXPORTER_OTLP_HEADERS: undefined,
  };
  const pools = new Map<string, FunctionPool>();
  const processes = new Map<string, ServiceProcess>();
  const connections = new Map<string, Connection>();
  const definitions = new Map(functions().map((found) => [found.definition.name, found.definition]));
  const urls: Record<string, string> = {};
  let finished = 0;
  const ports = new Map<string, Promise<number>>();
  const lineOf = (name: string) => (line: string) => options.onLine?.(name, line);

  async function startService(service: Found<ServiceDefinition>): Promise<void> {
    const { name, port, front = false } = service.definition;
    const liked = front ? port : Number(options.env.PORT || port);
    const at = await freePort(likedPorts ? liked : 0);
    const addresses = front ? await addressesOfOthers() : {};
    const process = new ServiceProcess({ service, env: { ...env, ...addresses }, port: at, onLine: lineOf(name) });
    processes.set(name, process);
    await process.start();
    urls[name] = process.url;
    options.onReady?.({ title: name, url: process.url });
  }

  async function on(name: string): Promise<void> {
    const fn = definitions.get(name);
    const pool = pools.get(name);
    if (!fn || !pool) throw new Error(`there is no function ${name}`);
    if (connections.has(name)) return;
    pool.warm();
    const port = fn.trigger.type === 'http' ? await portFor(fn) : 0;
    const invoke = async (event: unknown) => {
      const answer = await pool.invoke(event);
      // HTTP calls do not count as progress: they may come from the test that waits.
      if (fn.trigger.type !== 'http') finished += 1;
      return answer;
    };
    const connection = await provider.connect(fn, invoke, { env, dataDir, port, onLine: lineOf(name) });
    connections.set(name, connection);
    if (connection.url) urls[fn.name] = connection.url;
    options.onReady?.({ title: `${fn.name} ← ${connection.title}`, ...(connection.url && { url: connection.url }) });
  }

  /** A function keeps its port, so that callers find it again after `off` and `on`. */
  function portFor(fn: FunctionDefinition): Promise<number> {
    const liked = likedPorts && answersAll(fn) ? Number(options.env.PORT || shopPort) : 0;
    const port = ports.get(fn.name) ?? freePort(liked);
    ports.set(fn.name, port);
    return port;
  }

  /** Includes functions that are off, because the service in front must see them stop and start. */
  async function addressesOfOthers(): Promise<Record<string, string>> {
    const all = { ...urls };
    for (const fn of definitions.values()) {
      if (fn.trigger.type === 'http') all[fn.name] = `http://127.0.0.1:${await portFor(fn)}`;
    }
    return Object.fromEntries(Object.entries(all).map(([name, url]) => [addressName(name), url]));
  }

  async function off(name: string): Promise<void> {
    const stopped = connections.get(name)?.stop();
    connections.delete(name);
    pools.get(name)?.kill();
    await stopped;
  }

  async function stop(): Promise<void> {
    const kill = () => Promise.all([...pools.values()].map((pool) => pool.stop()));
    const stops = [...connections].map(([name, connection]) => ({
      trigger: definitions.get(name)?.trigger.type,
      stopped: connection.stop(),
    }));
    // A scheduled function may run until its timeout. The others get a moment to finish.
    const soon = stops.filter(({ trigger }) => trigger !== 'schedule').map(({ stopped }) => stopped);
    await Promise.race([Promise.all(soon), wait(politeMs, undefined, { ref: false })]);
    await Promise.all([
      kill(),
      ...stops.map(({ stopped }) => stopped),
      ...[...processes.values()].map((process) => process.stop()),
    ]);
    await receiver.stop();
  }

  try {
    await prepareParts(env);
    for (const found of functions()) {
      const { name } = found.definition;
      pools.set(name, new FunctionPool({ function: found, provider, env, onLine: lineOf(name) }));
    }
    // Services make their tables when they start, and functions may read these. So services start first.
    const wantedServices = (options.services ?? true) ? services() : [];
    await Promise.all(wantedServices.filter(({ definition }) => !definition.front).map(startService));
    const wanted = [...definitions.values()].filter(
      ({ name }) => (options.functions?.includes(name) ?? true) && !options.off?.includes(name),
    );
    await Promise.all(wanted.filter(answersAll).map(({ name }) => on(name)));
    await Promise.all(wanted.filter((fn) => !answersAll(fn)).map(({ name }) => on(name)));
    await Promise.all(wantedServices.filter(({ definition }) => definition.front).map(startService));
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    env,
    urls,
    traces: receiver.traces,
    finished: () => finished,
    async invoke(name, event) {
      const pool = pools.get(name);
      if (!pool) throw new Error(`there is no function ${name}`);
      return pool.invoke(event);
    },
    async kill(name) {
      pools.get(name)?.kill();
      await processes.get(name)?.kill();
    },
    async restart(name) {
      await processes.get(name)?.start();
    },
    off,
    on,
    stop,
  };
}
