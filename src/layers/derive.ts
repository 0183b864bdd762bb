import type { Answers, Derived } from './answers.ts';
import { layerOf } from './registry.ts';

/** Computes what follows from the answers: the only place that does. */
export function derive(answers: Answers): Derived {
  const database = layerOf('database', answers.database);
  const serverful = database.style === 'serverful';
  const legacy = answers.start === 'legacy';
  return {
    ...answers,
    // A legacy monolith always stands on a serverful database.
    host: serverful || !legacy ? answers.database : 'postgres',
    kind: legacy && serverful ? 'shared' : (database.kind ?? 'native'),
    topology: layerOf('failover', answers.failover).topology ?? 'single',
  };
}
