import type { Axis } from '../layers/axes.ts';
import { kindOf, modelServer } from './new-engine.ts';

/** The answers of a contributor about a new layer. */
export type NewLayer = {
  readonly axis: Axis;
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** For databases: the layer of statements that the new engine uses. */
  readonly dialect?: string;
};

/**
 * The source of a new layer's `layer.ts`. A layer that runs something on this machine gets a row in `docs/limits.md` at
 * once, and a provider gets its descriptor.
 */
export function layerSource(layer: NewLayer, root: string): string {
  const { axis, id, title, why } = layer;
  return `import { defineLayer } from '../../../src/layers/define-layer.ts';

export default defineLayer({
  axis: '${axis}',
  id: '${id}',
  title: ${literal(title)},
  why: ${literal(why)},
${more(layer, root)}});
`;
}

function more(layer: NewLayer, root: string): string {
  const { axis, title, dialect } = layer;
  if (axis === 'provider')
    return `${provider(layer)}${standIn(title, 'Say here how it differs from the real service.')}`;
  if (axis !== 'database') return '';
  if (dialect === undefined) return standIn(title, 'Say here how it differs from the real service.');
  const { text, title: model } = modelServer(dialect, root);
  const server = `${model}, which began in its place`;
  return [
    "  style: 'serverful',",
    `  kind: '${kindOf[dialect]}',`,
    `${text}${standIn(title, 'It is another engine: say here how it differs.', server)}`,
  ].join('\n');
}

function standIn(title: string, otherwise: string, here = `the local ${title}`): string {
  return `  standIns: [
    {
      here: ${literal(here)},
      standsFor: ${literal(title)},
      otherwise: [${literal(otherwise)}],
    },
  ],
`;
}

/** A descriptor that works, for the contributor to change line by line. */
function provider({ id, title }: NewLayer): string {
  return `  provider: {
    // The file that lists what is deployed, its lists, and how it includes another file.
    includes: { path: 'deploy/${id}.yml', lists: ['functions', 'resources'], include: (path) => \`../\${path}\` },
    listOf: (file) => (file === 'function.yml' ? 'functions' : 'resources'),
    grant: (slot, capability) => \`packages/\${slot}/deploy/${id}.yml:iam.\${capability}\`,
    // The longest name of a function, and other names of it in the provider's files.
    names: { longest: 32, inFiles: () => ({}) },
    // The idle costs: rows of the table in docs/deploy.md.
    idle: { prices: ${literal(`list prices of ${title}`)}, costs: [] },
    localParts: [],
    engine: { folder: 'deploy', name: '${id}', installedAs: '${id}' },
  },
`;
}

function literal(text: string): string {
  if (text.includes("'") && !text.includes('"')) return JSON.stringify(text);
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', ' ')}'`;
}
