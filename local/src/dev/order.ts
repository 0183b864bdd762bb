import { readDevFile } from './dev-file.ts';
import { exampleOrder } from './example-order.ts';

// `npm run order`: places an order in the shop that `npm run dev` runs. The same command in every shell.
const shopUrl = readDevFile()?.shopUrl;
const response = shopUrl && (await place(shopUrl).catch(() => undefined));
if (response) {
  console.log(response.status, await response.text());
} else {
  console.error('no shop is running here: start it with "npm run dev" in another terminal');
  process.exitCode = 1;
}

async function place(shopUrl: string): Promise<Response> {
  return fetch(`${shopUrl}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(await exampleOrder(shopUrl)),
  });
}
