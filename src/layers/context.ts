import { WorkshopError } from '../errors.ts';
import type { Derived } from './answers.ts';
import { limitsOf } from './limits.ts';
import { selectLayers } from './select.ts';

/** The tool and the library as the generated repo depends on them: `spec` and `library` are an exact version or a `file:` path. */
export type Tool = { readonly version: string; readonly spec: string; readonly library: string };

/** What placeholders can name. */
export type Context = {
  readonly name: string;
  /** The name as deploy files need it: letters, digits and dashes, at least two, a letter first. */
  readonly service: string;
  readonly tool: Tool;
  readonly answers: Derived;
  /** The title of the chosen layer, per axis. */
  readonly title: Readonly<Record<string, string>>;
  /** The `values` of the chosen layers. */
  readonly values: Readonly<Record<string, string>>;
  /** What the stand-ins of the chosen layers do otherwise, as lines of a page. */
  readonly limits: string;
};

/** Collects what the placeholders need. Throws `failed` when two layers give one value. */
export function contextOf(derived: Derived, tool: Tool): Context {
  const title: Record<string, string> = {};
  const values: Record<string, string> = {};
  for (const layer of selectLayers(derived)) {
    // Of the stages that a repo has reached, its own gives the title and the values.
    if (layer.axis === 'stage' && layer.id !== derived.stage) continue;
    title[layer.axis] = layer.title;
    for (const [key, value] of Object.entries(layer.values ?? {})) {
      if (key in values) throw new WorkshopError('failed', `Two layers give the value "${key}".`);
      values[key] = value;
    }
  }
  return {
    name: derived.name,
    service: serviceName(derived.name),
    tool,
    answers: derived,
    title,
    values,
    limits: limitsOf(selectLayers(derived)),
  };
}

/** A name that Serverless, CloudFormation and DNS accept: `^[a-zA-Z][0-9a-zA-Z-]+$`, at most 32 characters. */
export function serviceName(name: string): string {
  const clean = name
    .replace(/^@[^/]*\//, '')
    .replace(/[^0-9a-zA-Z]+/g, '-')
    .replace(/^[^a-zA-Z]+/, '')
    .slice(0, 32)
    .replace(/-+$/, '');
  return clean.length >= 2 ? clean : `shop-${clean || 'app'}`;
}
