import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Entry = { readonly PartitionKey: string };
type Answer = { readonly FailedRecordCount: number; readonly Records: readonly object[] };

const throttled = { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded' };

/**
 * A server before the local Kinesis that throttles single records of PutRecords, and loses answers, which the local one never does. All that
 * it does not refuse is handed on as it is.
 */
export async function refusingKinesis(endpoint: string) {
  const left = new Map<string, number>();
  const invalid = new Set<string>();
  let answersToLose = 0;
  const refuses = ({ PartitionKey: key }: Entry) => {
    const times = left.get(key) ?? 0;
    left.set(key, times - 1);
    return times > 0;
  };
  const server = createServer(async (incoming, outgoing) => {
    const sent = await text(incoming);
    const { host: _, 'content-length': __, ...headers } = incoming.headers as Record<string, string>;
    const send = (body: string) => fetch(endpoint, { method: 'POST', headers, body });
    const answer = async (status: number, body: string) => {
      outgoing.writeHead(status, { 'content-type': headers['content-type'] }).end(body);
    };
    const call = JSON.parse(sent) as { Records?: readonly Entry[] };
    if (call.Records?.some(({ PartitionKey: key }) => invalid.has(key))) {
      return answer(400, JSON.stringify({ __type: 'ValidationException', message: '1 validation error detected' }));
    }
    const refused = call.Records?.map(refuses) ?? [];
    if (!refused.includes(true)) {
      const through = await send(sent);
      if (answersToLose > 0) {
        answersToLose -= 1;
        return outgoing.destroy();
      }
      return answer(through.status, await through.text());
    }
    const taken = call.Records?.filter((_, i) => !refused[i]) ?? [];
    const results =
      taken.length > 0
        ? ((await (await send(JSON.stringify({ ...call, Records: taken }))).json()) as Answer).Records
        : [];
    const next = results.values();
    const Records = refused.map((is) => (is ? throttled : next.next().value));
    return answer(200, JSON.stringify({ FailedRecordCount: refused.filter(Boolean).length, Records }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuse: (key: string, times: number) => void left.set(key, times),
    /** A call with a record of this key is not valid as a whole. */
    makeInvalid: (key: string) => void invalid.add(key),
    loseAnswers(calls: number) {
      answersToLose = calls;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
