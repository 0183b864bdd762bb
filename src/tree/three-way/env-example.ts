import { sameText } from './by-structure.ts';
import { type EnvPart, type EnvSource, readEnvExample, type Setting, writeEnvExample } from './env-source.ts';
import { plainText } from './line-endings.ts';
import type { Merged, Versions } from './merged.ts';

type Sources = { readonly base: EnvSource; readonly ours: EnvSource; readonly theirs: EnvSource };
type Clash = {
  readonly name: string;
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
};

/**
 * Merges three versions of an `.env.example` by name. The template adds and removes a setting together with its
 * comment; the user's order and text stay. Answers `undefined` when one version holds a setting twice, or a line that
 * is neither a setting nor a comment. Never throws.
 */
export function mergeEnvExampleVersions(versions: Versions): Merged | undefined {
  const sources = readAll(versions);
  if (!sources) return undefined;
  const same = sameText(versions);
  if (same !== undefined) return { kind: 'clean', text: same, notes: [] };
  const { restore } = plainText(versions.ours);
  const clashes: Clash[] = [];
  const notes: string[] = [];
  const parts = additions(sources, withChanges(sources, clashes, notes), notes);
  const write = (changed: readonly EnvPart[]) => restore(writeEnvExample(changed, sources.ours.ended));
  if (clashes.length === 0) return { kind: 'clean', text: write(parts), notes };
  const reasons = clashes.map(
    ({ name, ours, theirs }) => `Both sides changed ${name}: yours is ${ours}, the template's is ${theirs}.`,
  );
  const base = write(sideOf('base', parts, clashes));
  return {
    kind: 'conflict',
    base,
    ours: write(parts),
    theirs: write(sideOf('theirs', parts, clashes)),
    reasons,
    notes,
  };
}

/**
 * Whether a text has the settings that `mergeEnvExampleVersions` of these versions answers. False where that merge ends
 * in a conflict.
 */
export function sameMeaningEnvExample(text: string, versions: Versions): boolean {
  const merged = mergeEnvExampleVersions(versions);
  const expected = merged?.kind === 'clean' ? readEnvExample(merged.text)?.settings : undefined;
  const found = readEnvExample(text)?.settings;
  if (!expected || expected.size !== found?.size) return false;
  return [...expected].every(([name, { value }]) => found.get(name)?.value === value);
}

function readAll(versions: Versions): Sources | undefined {
  const [base, ours, theirs] = [versions.base, versions.ours, versions.theirs].map(readEnvExample);
  return base && ours && theirs ? { base, ours, theirs } : undefined;
}

/** The user's parts, with the template's changes and removals applied. */
function withChanges({ base, ours, theirs }: Sources, clashes: Clash[], notes: string[]): EnvPart[] {
  const result: EnvPart[] = [];
  let gap = false;
  for (const [index, part] of ours.parts.entries()) {
    if (!('name' in part)) {
      if (!(gap && isBlank(part))) result.push(part);
      gap = false;
      continue;
    }
    gap = false;
    const { name, value } = part;
    const [was, now] = [base.settings.get(name), theirs.settings.get(name)];
    if (!now && was?.value === value) {
      const kept = part.comment.filter((line) => !was.comment.includes(line));
      result.push(...kept.map((loose) => ({ loose })));
      // A removed setting leaves two blank lines, one above and one below it. One of them is removed too.
      gap = kept.length === 0 && (result.length === 0 || isBlank(result.at(-1)));
      if (gap && index === ours.parts.length - 1) result.pop();
      continue;
    }
    if (!now && was) notes.push(`The template removed ${name} and you changed it: yours stays.`);
    const comment = now && was?.comment.join('\n') === part.comment.join('\n') ? now.comment : part.comment;
    const untouched = was?.value === value;
    result.push({ ...part, comment, line: now && untouched && now.value !== value ? now.line : part.line });
    if (now && !untouched && now.value !== value && now.value !== was?.value) {
      clashes.push({ name, base: was?.line, ours: value, theirs: now.line });
    }
  }
  return result;
}

function additions({ base, ours, theirs }: Sources, parts: readonly EnvPart[], notes: string[]): EnvPart[] {
  const result = [...parts];
  const spaced = theirs.settings.size < 2 || ours.settings.size < 2 || isSpaced(ours);
  for (const [name, setting] of theirs.settings) {
    if (ours.settings.has(name)) continue;
    const was = base.settings.get(name);
    if (!was) insert(result, setting, spaced);
    else if (was.value !== setting.value)
      notes.push(`You removed ${name} and the template changed it: it stays removed.`);
  }
  return result;
}

function insert(parts: EnvPart[], setting: Setting, spaced: boolean): void {
  const names = parts.flatMap((part) => ('name' in part ? [part.name] : []));
  const sorted = names.every((name, index) => index === 0 || (names[index - 1] as string) < name);
  const next = sorted ? parts.findIndex((part) => 'name' in part && part.name > setting.name) : -1;
  const blank = spaced ? [{ loose: '' }] : [];
  if (next !== -1) parts.splice(next, 0, setting, ...blank);
  else parts.push(...(parts.length === 0 || isBlank(parts.at(-1)) ? [] : blank), setting);
}

/** The merged parts. Where both sides changed the same setting, the line of the other side is used. */
function sideOf(side: 'base' | 'theirs', parts: readonly EnvPart[], clashes: readonly Clash[]): EnvPart[] {
  return parts.flatMap((part): EnvPart[] => {
    const clash = 'name' in part ? clashes.find(({ name }) => name === part.name) : undefined;
    if (!clash || !('name' in part)) return [part];
    const line = clash[side];
    return line === undefined ? part.comment.map((loose) => ({ loose })) : [{ ...part, line }];
  });
}

function isSpaced({ parts }: EnvSource): boolean {
  const first = parts.findIndex((part) => 'name' in part);
  const last = parts.findLastIndex((part) => 'name' in part);
  return parts.slice(first, last).some(isBlank);
}

function isBlank(part: EnvPart | undefined): boolean {
  return part !== undefined && 'loose' in part && part.loose.trim() === '';
}
