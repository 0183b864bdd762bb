import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkshopError } from '../errors.ts';
import type { Answers } from '../layers/answers.ts';
import { axes } from '../layers/axes.ts';
import { decodeText } from './text-on-disk.ts';

/** The path of the manifest in a repo. */
export const manifestPath = 'workshop.json';

/** How a repo was made. It holds no time and no secret. Facts about single files are in the base only. */
export type Manifest = {
  readonly schema: 1;
  readonly generator: { readonly name: string; readonly version: string };
  readonly answers: Answers;
  /** The sha256 of the base, in hex. */
  readonly base: string;
};

/** A manifest as it was read. One of an older version may have fewer answers, or other ones. */
export type RecordedManifest = Omit<Manifest, 'answers'> & {
  readonly answers: Readonly<Record<string, string>> & { readonly name: string };
};

/** Writes a manifest. Its keys always have the same order. */
export function writeManifest({ generator, answers, base }: Omit<Manifest, 'schema'>): Buffer {
  const inOrder = { name: answers.name, ...Object.fromEntries(axes.map((axis) => [axis, answers[axis]])) };
  const manifest = {
    schema: 1,
    generator: { name: generator.name, version: generator.version },
    answers: inOrder,
    base,
  };
  return textOf(manifest);
}

function textOf(manifest: object): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8');
}

/**
 * A new manifest, with the keys kept that another manifest has and the tool does not know. A team or its tools added
 * them.
 */
export function withForeignKeys(written: Uint8Array, recorded: object): Uint8Array {
  const manifest = JSON.parse(Buffer.from(written).toString('utf8')) as object;
  const foreign = Object.entries(recorded).filter(([key]) => !(key in manifest));
  if (foreign.length === 0) return written;
  return textOf({ ...manifest, ...Object.fromEntries(foreign) });
}

/** Whether a folder, or one above it, has a manifest. The manifest is not read. */
export function isInRepo(folder: string): boolean {
  if (existsSync(join(folder, manifestPath))) return true;
  return dirname(folder) !== folder && isInRepo(dirname(folder));
}

/**
 * Reads the manifest of the repo at `root`; `undefined` when there is none. Throws `failed` when it is damaged or from
 * a newer tool.
 */
export function readManifest(root: string): RecordedManifest | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, manifestPath));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw damaged('it cannot be read', error);
  }
  const read = decodeText(bytes);
  if (read === undefined) throw damaged('it is not UTF-8');
  return parseManifest(read.text);
}

/** Reads the text of a manifest. Throws `failed` when it is damaged or from a newer tool. */
export function parseManifest(text: string): RecordedManifest {
  const value = parse(text);
  if (value.schema !== 1) {
    throw new WorkshopError(
      'failed',
      `${manifestPath} has schema ${JSON.stringify(value.schema)}; this tool knows 1.`,
      {
        hint: 'Use the tool of this repo: npm run workshop -- doctor',
      },
    );
  }
  const { generator, answers, base } = value;
  if (typeof generator?.version !== 'string' || typeof generator.name !== 'string')
    throw damaged('it names no generator');
  if (typeof base !== 'string' || !/^[0-9a-f]{64}$/.test(base)) throw damaged('it has no digest of the base');
  if (typeof answers !== 'object' || answers === null || typeof answers.name !== 'string')
    throw damaged('it has no name');
  for (const [key, answer] of Object.entries(answers)) {
    if (typeof answer !== 'string') throw damaged(`the answer "${key}" is no text`);
  }
  return value as RecordedManifest;
}

function parse(text: string): Partial<RecordedManifest> {
  if (/^<{7} /m.test(text)) {
    throw new WorkshopError('failed', `${manifestPath} has the markers of a merge in it.`, {
      hint: `Take it and the base from one commit that has none: git log -- ${manifestPath}, then git checkout <commit> -- ${manifestPath} .workshop`,
    });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw damaged('it is not JSON', cause);
  }
  throw damaged('it is not an object');
}

function damaged(why: string, cause?: unknown): WorkshopError {
  return new WorkshopError('failed', `${manifestPath} is damaged: ${why}.`, {
    hint: `Bring back the committed one: git checkout HEAD -- ${manifestPath}`,
    cause,
  });
}
