import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptKnowledge } from '../../../src/core/knowledge/knowledge-versions.ts';
import { restedOn } from '../../../src/core/knowledge/rested-passages.ts';
import { PromptVersions } from '../../../src/core/prompts/prompt-versions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-rested-'));
});
afterEach(() => rm(folder, { recursive: true }));

function document(text: string): { text: string; source: string; kind: string } {
  return { text: `<document name="a.md">\n${text}\n</document>`, source: 'a', kind: 'kb' };
}

describe('what something rested on', () => {
  it('is told from its own version, under whatever name, and never from another', async () => {
    const versions = keptKnowledge(folder);
    const first = await versions.keep(document('# A\n\nОдин\n\n# B\n\nДва'), 1);
    const second = await versions.keep(document('# A\n\nТри'), 2);
    const hash = (of: string): string => of.slice(0, 12);
    const found = { version: 'kb-1', hash: hash(first.hash), passages: [1] };
    expect(await restedOn(versions, found)).toMatchObject({
      isKept: true,
      passages: [{ text: 'Два', heading: 'B' }],
    });
    // Another process has its own numbers.
    expect(await restedOn(versions, { ...found, version: 'kb-2' })).toMatchObject({
      passages: [{ text: 'Два' }],
    });
    const unknown = { version: 'kb-2', hash: 'f'.repeat(12), passages: [0] };
    expect(await restedOn(versions, unknown)).toEqual({
      version: 'kb-2',
      isKept: false,
      count: 1,
    });
    expect(await restedOn(versions, { version: 'kb-2', hash: hash(second.hash) })).toEqual({
      version: 'kb-2',
      isKept: true,
    });
  });
});

describe('versions', () => {
  it('are kept up to a number and a size, the newest three in any case', async () => {
    const kept = async (limits: { versions: number; bytes?: number }, count: number) => {
      const versions = new PromptVersions(folder, `of-${count}-${limits.bytes ?? 0}`, limits);
      for (let at = 1; at <= count; at += 1)
        await versions.keep({ text: `${at}`.repeat(1_000), source: 'a', kind: 'kb' }, at);
      return (await versions.list()).map(({ number }) => number);
    };
    expect(await kept({ versions: 4 }, 6)).toEqual([6, 5, 4, 3]);
    expect(await kept({ versions: 9, bytes: 6_500 }, 7)).toEqual([7, 6, 5, 4, 3]);
    expect(await kept({ versions: 9, bytes: 10 }, 5)).toEqual([5, 4, 3]);
  });
});
