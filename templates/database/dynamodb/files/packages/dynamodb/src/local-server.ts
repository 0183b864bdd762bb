import { serveParent } from '@app/core/local-server';
import dynalite from 'dynalite';

// The process of the local DynamoDB: killed clients and late requests are its own trouble, not that of whoever started it.
const [path] = process.argv.slice(2);
serveParent(dynalite({ createTableMs: 0, deleteTableMs: 0, ...(path && { path }) }));
