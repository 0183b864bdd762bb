import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Sends ended spans somewhere. May throw: the spans are then lost, and the process goes on. */
export type SendSpans = (spans: readonly ReadableSpan[], signal: AbortSignal) => Promise<void>;

const largestBuffer = 2048;
const largestSend = 512;
const sendEveryMs = 200;
const flushCapMs = 300;
const giveUpMs = 5000;

/**
 * Keeps ended spans until they are sent: by a timer in a process that stays, by `flush` in a function that freezes.
 * One send is under way at a time. When the endpoint does not keep up, the oldest spans are dropped.
 */
export class SpanBuffer implements SpanProcessor {
  readonly #send: SendSpans;
  #ended: ReadableSpan[] = [];
  #sending: Promise<void> | undefined;
  /** A flush has already waited its 300 ms for the send that is under way. */
  #hangs = false;
  #timer: NodeJS.Timeout | undefined;
  #complained = false;

  constructor(send: SendSpans) {
    this.#send = send;
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    this.#ended.push(span);
    if (this.#ended.length > largestBuffer) this.#ended.shift();
    this.#timer ??= setTimeout(() => this.#tick(), sendEveryMs).unref();
  }

  /** Waits at most 300 ms, and not at all behind a send that already hangs. Never throws. */
  async forceFlush(): Promise<void> {
    if (this.#hangs) return;
    let timer: NodeJS.Timeout | undefined;
    const cap = new Promise<void>((done) => {
      timer = setTimeout(() => {
        this.#hangs = this.#sending !== undefined;
        done();
      }, flushCapMs);
    });
    await Promise.race([this.#empty(), cap]);
    clearTimeout(timer);
  }

  async shutdown(): Promise<void> {
    clearTimeout(this.#timer);
    await this.forceFlush();
  }

  /** A send that is just ending may have missed the last spans. */
  async #empty(): Promise<void> {
    while (this.#sending || this.#ended.length > 0) await (this.#sending ?? this.#drain());
  }

  #tick(): void {
    this.#timer = undefined;
    if (!this.#sending) void this.#drain();
  }

  #drain(): Promise<void> {
    this.#sending = this.#sendAll().finally(() => {
      this.#sending = undefined;
      this.#hangs = false;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    while (this.#ended.length > 0) {
      const spans = this.#ended.splice(0, largestSend);
      try {
        await this.#send(spans, AbortSignal.timeout(giveUpMs));
      } catch (error) {
        this.#complain(error);
        return;
      }
    }
  }

  #complain(error: unknown): void {
    if (this.#complained) return;
    this.#complained = true;
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? `${message}: ${cause.message || (cause as { code?: string }).code}` : message;
    console.warn(`telemetry: spans were not sent (${why}); said once`);
  }
}
