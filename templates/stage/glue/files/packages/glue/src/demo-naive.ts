import { setTimeout as delay } from 'node:timers/promises';
import type { CloudEvent, EventStream } from '@app/core';
import { startWorkshop } from '@app/local';
import { openOutbox } from '@app/outbox';
import { openNaiveOutbox } from '@app/outbox/local';
import { openStream } from '@app/provider';
import { createRelay } from '@app/relay';
import { startTelemetry } from '@app/telemetry';
import { createNaiveRelay } from './naive-relay.ts';
import { randomFrom, seedOf } from './random.ts';
import { bar, bold, dim, green, red, say, step } from './show.ts';
import { writeEvents } from './writers.ts';

// `npm run demo:naive`: two relays side by side on one outbox, under one load. One of them loses events.
const load = { writers: 12, each: 50, heldMs: 40 };
const all = load.writers * load.each;
const seed = seedOf(process.env);

say();
say(bold('Two relays read the same outbox. One loses events, and says nothing.'));
say(dim('Real parts of this machine, thrown away afterwards.'));
const workshop = await startWorkshop({ functions: [], services: false });
const naiveOutbox = await openNaiveOutbox(workshop.env);
const outbox = await openOutbox(workshop.env);
const stream = openStream(workshop.env);
try {
  const byNaive = new Set<string>();
  const byLeased = new Set<string>();
  const naive = createNaiveRelay(naiveOutbox, (events) => note(events, byNaive));
  const leased = createRelay({
    outbox,
    stream: counting(stream, byLeased),
    telemetry: startTelemetry('demo', workshop.env),
    settings: { leaseMs: 3_000, pollMs: 20, lingerMs: 60_000, batch: 100 },
  });

  step(1, `${load.writers} customers at once, ${load.each} orders each: ${all} events`);
  say(
    `Every write takes its number first and is visible up to ${load.heldMs} ms later, as it is behind a busy request.`,
  );
  say(`naive relay   ${dim('what has a higher number than the last I saw, in order')}`);
  say(`leased relay  ${dim('what nobody has published yet, while I hold the lease')}`);
  say(dim(`seed ${seed}, repeat with SEED=${seed}`));

  let written = false;
  const naiveRuns = (async () => {
    while (!written) {
      await naive.look();
      await delay(5);
    }
    // It may look as often as it likes when all is written: what is behind its cursor stays there.
    while ((await naive.look()) > 0);
  })();
  const leasedRuns = leased.run(() => (written && byLeased.size >= all ? 0 : 60_000));
  say();
  await writeEvents(naiveOutbox.write, {
    ...load,
    random: randomFrom(seed),
    onWritten: (count) => {
      if (count % (all / 6) === 0) {
        say(
          `${String(count).padStart(4)} stored   naive ${String(byNaive.size).padStart(4)}   leased ${String(byLeased.size).padStart(4)}`,
        );
      }
    },
  });
  written = true;
  await Promise.all([naiveRuns, leasedRuns]);

  step(2, 'What reached the stream');
  say(`naive relay   ${bar(byNaive.size, all)}  ${verdict(all - byNaive.size)}`);
  say(`leased relay  ${bar(byLeased.size, all)}  ${verdict(all - byLeased.size)}`);

  step(3, 'Why');
  const stored = await naiveOutbox.after(undefined, all);
  const missed = stored.findIndex(({ event }) => !byNaive.has(event.id));
  const late = stored[missed]?.cursor ?? 'one';
  const early = stored.slice(missed).find(({ event }) => byNaive.has(event.id))?.cursor ?? 'a later one';
  say(
    `Number ${late} was taken, and its write was still under way. Number ${early} was taken later and visible sooner.`,
  );
  say(
    `The naive relay read ${early} and moved on. Then ${late} became visible behind its cursor: nobody ever reads it.`,
  );
  say('No crash, no error, no log line. A customer without a receipt writes to you, some days later.');
  say(
    dim('The leased relay has no cursor. It asks for what is not marked as published, so being late does not matter;'),
  );
  say(dim('the lease keeps a second relay from breaking the order meanwhile.'));
  say();
} finally {
  await naiveOutbox.close();
  await outbox.close();
  await stream.close();
  await workshop.stop();
}

function note(events: readonly CloudEvent[], seen: Set<string>): void {
  for (const { id } of events) seen.add(id);
}

function counting(real: EventStream, seen: Set<string>): EventStream {
  return {
    async publish(events) {
      const answer = await real.publish(events);
      note(
        events.filter(({ id }) => !answer.failed.includes(id)),
        seen,
      );
      return answer;
    },
    close: () => real.close(),
  };
}

function verdict(lost: number): string {
  return lost === 0 ? green('nothing lost') : red(`${lost} lost`);
}
