import { setTimeout as delay } from 'node:timers/promises';
import { orderEvent } from '@app/contracts/samples';
import { openOutbox } from '@app/outbox';
import { openNaiveOutbox } from '@app/outbox/local';
import { openStream } from '@app/provider';
import { createRelay } from '@app/relay';
import { startTelemetry } from '@app/telemetry';
import {
  bar,
  bold,
  countingStream,
  dim,
  green,
  randomFrom,
  red,
  say,
  seedOf,
  step,
  writeEvents,
} from 'serverless-workshop/gates';
import { startWorkshop } from 'serverless-workshop/local';
import { createNaiveRelay } from './naive-relay.ts';

// `npm run demo:naive`: a relay with a cursor loses events; the leased relay, under the same load, does not.
const load = { writers: 12, each: 50, heldMs: 100 };
const all = load.writers * load.each;
const seed = seedOf(process.env);

say();
say(bold('A relay loses events, and says nothing.'));
say(dim('Real parts of this machine, thrown away afterwards.'));
const workshop = await startWorkshop({ functions: [], services: false });
const naiveOutbox = await openNaiveOutbox(workshop.env);
const outbox = await openOutbox(workshop.env);
const stream = openStream(workshop.env);
const telemetry = startTelemetry('demo', workshop.env);
try {
  say();
  say(
    `${load.writers} customers at once, ${load.each} orders each: ${all} events. Every write takes its place in the outbox first`,
  );
  say(`(a number, or the time) and becomes visible up to ${load.heldMs} ms later, as it does behind a busy request.`);
  say(dim(`seed ${seed}, repeat with SEED=${seed}`));

  step(1, 'The naive relay: "what is behind the last place I saw", in order');
  const lost = await withNaiveRelay();

  step(2, 'The leased relay: "what nobody has published yet", under the same load');
  await withLeasedRelay(lost);

  say();
  say(
    'The leased relay has no cursor, so being late does not matter. Its lease, a row with an expiry and a number that',
  );
  say('grows, keeps a second relay from breaking the order meanwhile.');
  say(
    dim(
      'Read on: services/relay/src/create-relay.ts, and packages/glue/test/naive-relay.test.ts for the same as a test.',
    ),
  );
  say();
} finally {
  await naiveOutbox.close();
  await outbox.close();
  await stream.close();
  await workshop.stop();
}

/** Answers the ids of the events that the naive relay lost. */
async function withNaiveRelay(): Promise<string[]> {
  const seen = new Set<string>();
  const relay = createNaiveRelay(naiveOutbox, (events) => {
    for (const { id } of events) seen.add(id);
  });
  let written = false;
  const relaying = (async () => {
    while (!written) {
      await relay.look();
      await delay(5);
    }
    // More looks do not help: the naive relay never reads what is behind its cursor.
    while ((await relay.look()) > 0);
  })();
  const ids = await write(() => seen.size);
  written = true;
  await relaying;

  const lost = ids.filter((id) => !seen.has(id));
  say(`on the stream  ${bar(seen.size, all)}  ${verdict(lost.length)}`);
  const example = await firstMiss(seen);
  if (example) {
    const { late, early } = example;
    say(
      `Why: place ${late} was taken, and its write was still under way. Place ${early} was taken later and visible sooner.`,
    );
    say(`The relay read ${early} and moved on. Then ${late} became visible behind its cursor: nobody ever reads it.`);
    say('No crash, no error, no line in a log. Some days later a customer asks for the receipt.');
  }
  return lost;
}

async function withLeasedRelay(lostBefore: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  const relay = createRelay({
    outbox,
    stream: countingStream(stream, seen),
    telemetry,
    settings: { leaseMs: 3_000, pollMs: 20, lingerMs: 60_000, batch: 100 },
  });
  await relay.run(() => (seen.size < all ? 60_000 : 0));
  const found = lostBefore.filter((id) => seen.has(id)).length;
  say(`First it takes what is still in the outbox: it finds ${found} of the ${lostBefore.length} lost events.`);

  seen.clear();
  let written = false;
  const relaying = relay.run(() => (written && seen.size >= all ? 0 : 60_000));
  const ids = await write(() => seen.size);
  written = true;
  await relaying;
  say(`on the stream  ${bar(seen.size, all)}  ${verdict(ids.filter((id) => !seen.has(id)).length)}`);
}

/** The first event that was never seen, and the next one that was: how they stand in the outbox. */
async function firstMiss(seen: ReadonlySet<string>): Promise<{ late: number; early: number } | undefined> {
  let cursor: string | undefined;
  let late: number | undefined;
  for (;;) {
    const page = await naiveOutbox.after(cursor, 50);
    for (const { cursor: place, event } of page) {
      // The text of a place ends with a number.
      const number = Number(/\d+$/.exec(place)?.[0]);
      if (!seen.has(event.id)) late ??= number;
      else if (late !== undefined) return { late, early: number };
    }
    if (page.length === 0) return undefined;
    cursor = page.at(-1)?.cursor;
  }
}

function write(seen: () => number): Promise<string[]> {
  return writeEvents(naiveOutbox.write, {
    ...load,
    make: orderEvent,
    random: randomFrom(seed),
    onWritten: (count) => {
      if (count % (all / 4) === 0)
        say(dim(`${String(count).padStart(4)} stored, ${String(seen()).padStart(4)} on the stream`));
    },
  });
}

function verdict(lost: number): string {
  return lost === 0 ? green('nothing lost') : red(`${lost} lost`);
}
