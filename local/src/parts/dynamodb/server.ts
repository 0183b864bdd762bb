import dynalite from 'dynalite';
import { serveParent } from '../server-process.ts';

// The process of the local DynamoDB: killed clients and late requests are its own trouble, not that of whoever started it.
const [path] = process.argv.slice(2);
serveParent(dynalite({ createTableMs: 0, deleteTableMs: 0, ...(path && { path }) }));
