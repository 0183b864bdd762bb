import type { Answers, Derived } from './answers.ts';
import type { Dialect, Kind } from './define-layer.ts';
import { layerOf } from './registry.ts';

const dialects: Readonly<Record<Kind, Dialect>> = { sql: 'sql', mongo: 'document', native: 'native' };

function dialectOf(kind: Kind = 'native'): Dialect {
  return dialects[kind];
}

/** Computes everything that follows from the answers. No other code does this. */
export function derive(answers: Answers): Derived {
  const database = layerOf('database', answers.database);
  const serverful = database.style === 'serverful';
  const legacy = answers.start === 'legacy';
  // A legacy monolith always uses a serverful database.
  const host = serverful || !legacy ? answers.database : 'postgres';
  return {
    ...answers,
    host,
    dialect: dialectOf(layerOf('database', host).kind),
    state: dialectOf(database.kind),
    kind: legacy && serverful ? 'shared' : (database.kind ?? 'native'),
    topology: layerOf('failover', answers.failover).topology ?? 'single',
  };
}
