import { describe, expect, it } from 'vitest';
import { Client } from '../../../../src/plugins/channel/green-api/client.ts';
import { idInstance, live, token } from './fake.ts';

const capBytes = 16 * 1024 ** 2;
const account = { idInstance, token, apiUrl: 'https://7103.api.greenapi.com' };

/** What a call of the vendor ends in when it answers with a text of so many bytes, of which it may say how many there are. */
async function called(bytes: number, { told, ok = true }: { told: boolean; ok?: boolean }) {
  const headers = told ? { 'content-length': String(bytes) } : undefined;
  const fetch = (): Promise<Response> =>
    Promise.resolve(
      new Response('7'.repeat(bytes), { status: ok ? 200 : 500, ...(headers && { headers }) }),
    );
  const client = new Client(account, { fetch, now: () => 0 });
  return client.settle({ verb: 'GET', name: 'lastMessages', timeoutMs: 10_000 }, live());
}

describe('an answer of the vendor', () => {
  it.each([
    ['that tells its length', true],
    ['that does not', false],
  ])('%s is read up to its cap and not a byte further', async (_, told) => {
    for (const [sent, read] of [
      [0, 0],
      [3, 3],
      [capBytes, capBytes],
      [capBytes + 1, capBytes],
    ] as const) {
      const outcome = await called(sent, { told });
      expect([sent, 'bytes' in outcome && outcome.bytes.length]).toEqual([sent, read]);
    }
  });

  it('is understood as JSON; a failure is told, not thrown', async () => {
    expect(await called(2, { told: true })).toMatchObject({ body: 77 });
    expect(await called(2, { told: true, ok: false })).toMatchObject({ failure: { text: '77' } });
  });
});
