import { describe, expect, it, vi } from 'vitest';
import type { SharedText } from '../../../src/core/console/page-files.ts';
import { SharedReads } from '../../../src/core/console/shared-reads.ts';

/** What goes over the line to somebody who takes nothing compressed. */
async function textOf(shared: Promise<SharedText>): Promise<string> {
  return (await (await shared).form('')).body.toString();
}

describe('what several pages ask for', () => {
  it('is read once, and again when something has changed', async () => {
    const reads = new SharedReads();
    let count = 0;
    const ask = (key: string): Promise<string> =>
      textOf(reads.read(key, async () => ({ n: ++count })));
    expect(await Promise.all([ask('today'), ask('today'), ask('work')])).toEqual([
      '{"n":1}',
      '{"n":1}',
      '{"n":2}',
    ]);
    expect(await ask('today')).toBe('{"n":1}');
    reads.forget();
    expect(await ask('today')).toBe('{"n":3}');
  });

  it('is compressed once', async () => {
    const reads = new SharedReads();
    const shared = await reads.read('work', async () => ({ text: 'x'.repeat(5_000) }));
    const [one, other] = await Promise.all([shared.form('gzip, br'), shared.form('gzip')]);
    expect(one.encoding).toBe('gzip');
    expect(one.body).toBe(other.body);
    expect((await shared.form('')).encoding).toBeUndefined();
  });

  it('is not old for longer than a second', async () => {
    vi.useFakeTimers();
    const reads = new SharedReads();
    let count = 0;
    const ask = (): Promise<string> => textOf(reads.read('today', async () => ({ n: ++count })));
    await ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await ask()).toBe('{"n":2}');
    vi.useRealTimers();
  });

  it('is asked for again where it failed, or was on its way when something changed', async () => {
    const reads = new SharedReads();
    await expect(reads.read('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await textOf(reads.read('a', async () => ({ n: 1 })))).toBe('{"n":1}');
    const old = textOf(reads.read('b', async () => ({ n: 1 })));
    reads.forget();
    expect(await textOf(reads.read('b', async () => ({ n: 2 })))).toBe('{"n":2}');
    expect([await old, await textOf(reads.read('b', async () => ({ n: 3 })))]).toEqual([
      '{"n":1}',
      '{"n":2}',
    ]);
  });
});
