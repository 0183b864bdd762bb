export { postgresPart } from './part.ts';
export { type PostgresServer, type ServerOptions, startPostgres } from './server.ts';
