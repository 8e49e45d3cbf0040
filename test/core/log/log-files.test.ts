import { appendFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { endOf, followedLines, linesBackwards } from '../../../src/core/log/log-files.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const path = (name: string): string => join(folder(), name);

beforeEach(async () => {
  for (const name of ['app.log', 'app.log.1', 'app.log.2', 'app.log.10'])
    await rm(path(name), { force: true });
});

async function backwards(): Promise<string[]> {
  return Array.fromAsync(linesBackwards(folder(), 'app.log', await endOf(folder(), 'app.log')));
}

describe('a log read backwards', () => {
  it('goes on in the older files, in their order, and leaves other files alone', async () => {
    await writeFile(path('app.log.10'), 'a\nb\n');
    await writeFile(path('app.log.2'), 'c\n');
    await writeFile(path('app.log.1'), '');
    await writeFile(path('app.log'), 'd\ne\nunfinished');
    await writeFile(path('app.log.bak'), 'x\n');
    await writeFile(path('app.log.01'), 'x\n');
    expect(await backwards()).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it('keeps lines whole that are longer than what is read at a time', async () => {
    const lines = ['я'.repeat(50_000), 'ж', 'қ'.repeat(200_000), '', 'end'];
    await writeFile(path('app.log'), `${lines.join('\n')}\n`);
    expect(await backwards()).toEqual(lines.toReversed());
  });

  it('is empty where there is none, or nothing in it', async () => {
    expect(await backwards()).toEqual([]);
    await writeFile(path('app.log'), '');
    expect(await backwards()).toEqual([]);
    expect(await endOf(join(folder(), 'absent'), 'app.log')).toEqual({
      inode: undefined,
      offset: 0,
    });
  });

  it('is there while the newest file is being put aside', async () => {
    await writeFile(path('app.log.1'), 'a\nb\n');
    expect(await backwards()).toEqual(['b', 'a']);
  });
});

describe('a log that is followed', () => {
  /** Follows from the present end and keeps what comes. */
  async function follow(): Promise<{
    next: (count: number) => Promise<string[]>;
    stop: () => Promise<void>;
  }> {
    const ended = new AbortController();
    const heard: string[] = [];
    const end = await endOf(folder(), 'app.log');
    const following = (async () => {
      for await (const line of followedLines(folder(), 'app.log', end, ended.signal))
        heard.push(line);
    })();
    const wait = { timeout: 20_000 };
    return {
      /** The lines since the last call, at least so many. */
      async next(count) {
        await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(count), wait);
        return heard.splice(0, Infinity);
      },
      async stop() {
        ended.abort();
        await following;
      },
    };
  }

  it('gives every line once, when it is whole', async () => {
    await writeFile(path('app.log'), 'old\nhalf ');
    const { next, stop } = await follow();
    await appendFile(path('app.log'), 'done\nnext');
    expect(await next(1)).toEqual(['half done']);
    await appendFile(path('app.log'), ' too\n\nlast\n');
    expect(await next(3)).toEqual(['next too', '', 'last']);
    await stop();
    expect(await next(0)).toEqual([]);
  });

  it('goes on when files are put aside, even several at once', async () => {
    await writeFile(path('app.log'), 'old\n');
    const { next, stop } = await follow();
    await appendFile(path('app.log'), 'one\n');
    expect(await next(1)).toEqual(['one']);
    await appendFile(path('app.log'), 'two\n');
    await writeFile(path('app.log.1'), 'three\nfour\n');
    await rename(path('app.log'), path('app.log.2'));
    await writeFile(path('app.log'), 'five\n');
    expect(await next(4)).toEqual(['two', 'three', 'four', 'five']);
    await appendFile(path('app.log'), 'six\n');
    expect(await next(1)).toEqual(['six']);
    await stop();
  });

  it('waits for a log, and begins again where it is emptied', async () => {
    const { next, stop } = await follow();
    await writeFile(path('app.log'), 'first\nsecond\n');
    expect(await next(2)).toEqual(['first', 'second']);
    await truncate(path('app.log'), 0);
    await appendFile(path('app.log'), 'anew\n');
    expect(await next(1)).toEqual(['anew']);
    await stop();
  });

  it('gives much at once, whole', async () => {
    await writeFile(path('app.log'), '');
    const { next, stop } = await follow();
    const lines = Array.from({ length: 3_000 }, (_, index) => `${index} ${'ы'.repeat(60)}`);
    await appendFile(path('app.log'), `${lines.join('\n')}\n`);
    expect(await next(lines.length)).toEqual(lines);
    await stop();
  });
});
