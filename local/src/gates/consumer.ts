import type { CallHandler, ConnectedFunction, Connection, ConnectOptions, StreamTrigger } from '../contract/index.ts';
import { loadProvider } from '../slots.ts';

/** A handler that is no function of the repo, and how it reads the stream. */
export type Consumer = {
  readonly name: string;
  /** As the provider's functions export it. */
  readonly handler: unknown;
  readonly trigger: Omit<StreamTrigger, 'type'>;
  /** What one provider alone knows of it, in a block of its name. */
  readonly [provider: string]: unknown;
};

const timeoutSeconds = 60;
const memoryMb = 128;

/** Connects a handler in this process to a stream, with the provider's event shapes and retry rules. */
export async function connectConsumer(
  { name, handler, trigger, ...blocks }: Consumer,
  options: Pick<ConnectOptions, 'env' | 'dataDir'>,
): Promise<Connection> {
  const provider = await loadProvider();
  const { callHandler } = (await import(/* @vite-ignore */ provider.caller)) as { callHandler: CallHandler };
  const definition: ConnectedFunction = {
    ...blocks,
    name,
    entry: '',
    handler: '',
    trigger: { type: 'stream', ...trigger },
    lane: 'background',
    memoryMb,
    timeoutSeconds,
    owner: '',
    alarm: '',
    runbook: '',
  };
  const deadline = () => Date.now() + timeoutSeconds * 1000;
  const invoke = (event: unknown) =>
    callHandler(handler, event, { functionName: name, memoryMb, deadline: deadline() });
  return provider.connect(definition, invoke, { ...options, port: 0 });
}
