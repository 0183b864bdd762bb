import dynalite from 'dynalite';
import { serveParent } from '../server-process.ts';

// The process of the local DynamoDB. A killed client or a late request can only break this process, and not the one
// that started it.
const [path] = process.argv.slice(2);
serveParent(dynalite({ createTableMs: 0, deleteTableMs: 0, ...(path && { path }) }));
