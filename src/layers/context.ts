import { WorkshopError } from '../errors.ts';
import type { Derived } from './answers.ts';
import { limitsOf } from './limits.ts';
import { selectLayers } from './select.ts';

/**
 * The tool and the library as dependencies of the generated repo. `spec` and `library` are an exact version or a
 * `file:` path.
 */
export type Tool = { readonly version: string; readonly spec: string; readonly library: string };

/** The values that placeholders can name. */
export type Context = {
  readonly name: string;
  /**
   * The name in the form that deploy files need: letters, digits and dashes, at least two characters, starting with a
   * letter.
   */
  readonly service: string;
  readonly tool: Tool;
  readonly answers: Derived;
  /** The title of the chosen layer, per axis. */
  readonly title: Readonly<Record<string, string>>;
  /** The `values` of the chosen layers, merged. */
  readonly values: Readonly<Record<string, string>>;
  /** How the stand-ins of the chosen layers differ from the real services, as lines of a page. */
  readonly limits: string;
};

/** Collects the values for placeholders. Throws `failed` when two layers define the same value. */
export function contextOf(derived: Derived, tool: Tool): Context {
  const title: Record<string, string> = {};
  const values: Record<string, string> = {};
  for (const layer of selectLayers(derived)) {
    // Stages are cumulative, so several are selected. Only the repo's own stage gives the title and the values.
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

/**
 * Turns a name into one that Serverless, CloudFormation and DNS accept: `^[a-zA-Z][0-9a-zA-Z-]+$`, at most 32
 * characters.
 */
export function serviceName(name: string): string {
  const clean = name
    .replace(/^@[^/]*\//, '')
    .replace(/[^0-9a-zA-Z]+/g, '-')
    .replace(/^[^a-zA-Z]+/, '')
    .slice(0, 32)
    .replace(/-+$/, '');
  return clean.length >= 2 ? clean : `shop-${clean || 'app'}`;
}
