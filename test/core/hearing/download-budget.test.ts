import { describe, expect, it } from 'vitest';
import type { Room } from '../../../src/core/kinds/channel.ts';
import { DownloadBudget, smallBytes } from '../../../src/core/hearing/download-budget.ts';

const never = new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Files that are fetched in pieces of half a MB until somebody ends them, and how many of each size are held. */
function files(rooms = new DownloadBudget()) {
  const held = new Map<symbol, number>();
  const ends: (() => void)[] = [];
  const fetched = async (
    bytes: number,
    { owner, signal = never }: { owner: string; signal?: AbortSignal },
  ): Promise<void> => {
    const end = Promise.withResolvers<void>();
    const id = Symbol('file');
    const work = async (room: Room): Promise<void> => {
      for (let length = 0; length <= bytes; length += smallBytes / 2) {
        await room(length);
        held.set(id, length);
      }
      ends.push(end.resolve);
      await end.promise;
    };
    await rooms.with(owner, signal, work).finally(() => held.delete(id));
  };
  const sizes = (): number[] => [...held.values()].toSorted((one, other) => other - one);
  return { fetched, sizes, ends, total: () => sizes().reduce((sum, bytes) => sum + bytes, 0) };
}

const chats = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `chat ${index}`);

describe('room for the files of customers', () => {
  it('is bounded however many turns fetch the largest ones at once, and all of them come to an end', async () => {
    const { fetched, total, ends } = files();
    const all = chats(256).map((owner) => fetched(25 * smallBytes, { owner }));
    let [most, done] = [0, 0];
    for (const each of all) void each.then(() => (done += 1));
    while (done < 256) {
      for (let turns = 0; turns < 60; turns += 1) await turn();
      most = Math.max(most, total());
      for (const end of ends.splice(0)) end();
      await turn();
    }
    expect(most / smallBytes).toBe(2 * 25 + 62);
  });

  it('is there for small ones while large ones wait', async () => {
    const { fetched, sizes } = files();
    for (const owner of chats(5)) void fetched(25 * smallBytes, { owner });
    for (let turns = 0; turns < 60; turns += 1) await turn();
    void fetched(smallBytes / 2, { owner: 'another' });
    for (let turns = 0; turns < 10; turns += 1) await turn();
    expect(sizes().map((bytes) => bytes / smallBytes)).toEqual([25, 25, 1, 1, 1, 0.5]);
  });

  it('is left by one that gives up, waiting or not', async () => {
    const { fetched, sizes, ends } = files();
    const controllers = chats(4).map((owner) => {
      const controller = new AbortController();
      const ended = fetched(2 * smallBytes, { owner, signal: controller.signal }).catch(
        (error: unknown) => error,
      );
      return { controller, ended };
    });
    for (let turns = 0; turns < 20; turns += 1) await turn();
    controllers[2]?.controller.abort(new Error('stopped'));
    expect(await controllers[2]?.ended).toEqual(new Error('stopped'));
    ends[0]?.();
    for (let turns = 0; turns < 20; turns += 1) await turn();
    expect(sizes().map((bytes) => bytes / smallBytes)).toEqual([2, 2]);
  });

  it('is taken once by a file that is fetched again', async () => {
    const rooms = new DownloadBudget();
    const work = async (room: Room): Promise<string> => {
      for (let count = 0; count < 5; count += 1) await room(2 * smallBytes);
      return 'heard';
    };
    expect(await Promise.all(chats(9).map((owner) => rooms.with(owner, never, work)))).toHaveLength(
      9,
    );
  });
});
