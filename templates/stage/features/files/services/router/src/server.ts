import { createServer } from 'node:http';
import { createRouter } from './create-router.ts';
import { addressSetting, recordsFolder, routesFile } from './places.ts';
import { fileRecords, logRecords } from './record.ts';
import { openRoutes } from './routes-file.ts';

const port = Number(process.env.PORT ?? 8080);
const host = process.env.HOST ?? '127.0.0.1';
const folder = recordsFolder(process.env);

const route = createRouter({
  routes: openRoutes(routesFile(process.env), (message) => console.error(message)),
  addressOf: (name) => process.env[addressSetting(name)],
  records: folder ? fileRecords(folder) : logRecords(),
  newTimeoutMs: Number(process.env.NEW_TIMEOUT_MS || 2000),
});

const server = createServer((request, response) => void route(request, response));
server.listen(port, host, () => console.log(`router listens on http://${host}:${port}`));

function stop(): void {
  server.close(() => process.exit());
  server.closeIdleConnections();
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
