import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EventsModule } from '../contract/index.ts';
import { RefusedError } from '../ops/refused.ts';
import { devSettings } from '../ops/settings.ts';
import { functions, repoRoot } from '../repo.ts';
import { localModules } from '../slots.ts';
import { readDevFile } from './dev-file.ts';
import { beginSpan } from './emit-span.ts';

const ending = '.json';

/**
 * Sends the sample of an event type through the outbox of the running `npm run dev`. The event is stored as an
 * application would store it, and the relay publishes it. `folder` is the package with the schemas. Answers the message
 * for the user. Throws `RefusedError` for a type without a sample, and when `npm run dev` does not run.
 */
export async function emitSample(folder: string, words: readonly string[]): Promise<string[]> {
  const at = join(repoRoot(), folder);
  const [type = '', ...more] = words;
  const types = samplesIn(join(at, 'samples'));
  if (more.length > 0 || !types.includes(type)) {
    const wrong =
      type === '' || more.length > 0 ? 'Usage: npm run emit -- <type>.' : `There is no sample of "${type}".`;
    throw new RefusedError(`${wrong} There are: ${types.join(', ')}.`);
  }
  const { env } = devSettings();
  const store = (await localModules()).flatMap((module) => module.store ?? [])[0];
  if (!store)
    throw new RefusedError('No package of this repo has an outbox: packages/outbox does, from the stage glue on.');
  const { eventTypes, makeEvent } = await eventsIn(at);
  if (!eventTypes.includes(type)) {
    throw new RefusedError(`"${type}" has a sample and is not in the registry of events: run npm run contracts.`);
  }
  const data = JSON.parse(readFileSync(join(at, 'samples', `${type}${ending}`), 'utf8'));
  const subject = typeof data?.id === 'string' && data.id.trim() !== '' ? data.id : type;
  const span = beginSpan(`emit ${type}`, readDevFile()?.addresses?.traces);
  await store(env, makeEvent(type, { subject, data, traceparent: span.traceparent }));
  await span.end();
  return [`Stored in the outbox: ${type}, subject ${subject}.`, ...whoHandles(type)];
}

function whoHandles(type: string): string[] {
  const names = functions().flatMap(({ definition: { name, trigger } }) =>
    trigger.type === 'stream' && trigger.eventTypes?.includes(type) ? [name] : [],
  );
  if (names.length > 0) return [`${names.join(', ')} handle${names.length === 1 ? 's' : ''} it: look at npm run dev.`];
  return [
    'The relay publishes it, and no function handles it yet. To add one:',
    `  npm run workshop -- add glue <name> --event ${type}`,
  ];
}

function samplesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => (name.endsWith(ending) ? name.slice(0, -ending.length) : []))
    .sort();
}

async function eventsIn(folder: string): Promise<EventsModule> {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string>;
  };
  return import(/* @vite-ignore */ pathToFileURL(join(folder, manifest.exports['.'] ?? '')).href);
}
