import * as chosen from '@app/{{answers.host}}';
import type { Engine } from './engine-port.ts';

/** The engine of this repo: the one place that says which it is. */
export const engine: Engine = chosen;

/** The engine's names of column types, for migrations. */
export const types = engine.types;

/** The engine's pieces of statements. */
export const sql = engine.sql;
