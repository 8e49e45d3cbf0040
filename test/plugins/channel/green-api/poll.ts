import type { Received } from '../../../../src/core/kinds/channel.ts';
import { channelOver, type Heard, type Method, type Says } from './fake.ts';
import { envelope } from './fixtures.ts';

/** What came of polling. */
export interface Polled {
  accepted: Received[];
  raw: string[];
  heard: Heard[];
  events: { event: string; level: string; fields: object }[];
  pauses: number[];
}

/**
 * Polls a fake whose receiveNotification answers with these, one after the other, until it is asked once more: then the
 * line hangs and the caller goes away.
 */
export async function poll(
  answers: Says[],
  accept = async (_nth: number): Promise<void> => {},
  deleted: Method = () => ({ body: { result: true } }),
) {
  const caller = new AbortController();
  await using over = await channelOver({
    deleteNotification: deleted,
    receiveNotification(_, nth) {
      if (nth >= answers.length) caller.abort();
      return answers[nth] ?? { line: 'hang' };
    },
  });
  const polled: Polled = {
    accepted: [],
    raw: [],
    heard: over.fake.heard,
    events: over.world.events,
    pauses: over.time.pauses,
  };
  await over.channel.listen(async (received, raw) => {
    polled.accepted.push(received);
    polled.raw.push(Buffer.from(raw).toString());
    await accept(polled.accepted.length - 1);
  }, caller.signal);
  return polled;
}

/** An answer of receiveNotification. */
export const notification = (receiptId: unknown, body: unknown = envelope()): Says => ({
  body: { receiptId, body },
});
