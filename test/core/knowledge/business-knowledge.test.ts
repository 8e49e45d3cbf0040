import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/core/errors.ts';
import type { FetchedKnowledge, Knowledge } from '../../../src/core/kinds/knowledge.ts';
import {
  BusinessKnowledge,
  type BusinessKnowledgeParts,
} from '../../../src/core/knowledge/business-knowledge.ts';
import { knowledgeTools } from '../../../src/core/knowledge/knowledge-tools.ts';

const live = new AbortController().signal;
const price = '| Услуга | Цена |\n| --- | --- |\n| Стрижка | 5 000 ₸ |\n| Маникюр | 6 000 ₸ |';

let folder: string;
const opened: BusinessKnowledge[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-knows-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
  await rm(folder, { recursive: true });
});

class Source implements Knowledge {
  texts: Record<string, string> = { 'a.md': price };
  unread: string[] = [];
  failure: Error | undefined;
  fetched = 0;

  async look(): Promise<string> {
    if (this.failure) throw this.failure;
    return JSON.stringify([this.texts, this.unread]);
  }
  async fetch(): Promise<FetchedKnowledge> {
    this.fetched += 1;
    if (this.failure) throw this.failure;
    const documents = Object.entries(this.texts).map(([name, text]) => ({ name, text }));
    const warnings = this.unread.map((document) => ({
      document,
      message: 'it cannot be read',
      unread: true as const,
    }));
    return { documents, source: 'a place', warnings };
  }
}

function open(source: Source, parts: Partial<BusinessKnowledgeParts> = {}) {
  const events: string[] = [];
  const write = (event: string): void => void events.push(event);
  const log = { debug: write, info: write, warn: write, error: write };
  const knowledge = new BusinessKnowledge({
    sources: [source],
    dataFolder: folder,
    wholeTokens: 20_000,
    refreshMs: 1,
    now: () => 1_796_000_000_000,
    log,
    ...parts,
  });
  opened.push(knowledge);
  return { knowledge, events };
}

describe('what fits', () => {
  it('is given whole, and searched by nobody', async () => {
    const { knowledge } = open(new Source());
    const now = await knowledge.load(live);
    expect(now?.version).toBe('kb-1');
    expect(now?.whole).toContain(price);
    expect(now?.foundFor('стрижка', undefined)).toEqual({ passages: [], lines: [] });
    expect(await knowledgeTools((signal) => knowledge.load(signal)).list(live)).toEqual([]);
  });
});

describe('what does not fit', () => {
  it('is found, before the answer and by functions', async () => {
    const { knowledge } = open(new Source(), { wholeTokens: 10 });
    const now = await knowledge.load(live);
    expect(now?.whole).toBeUndefined();
    expect(now?.foundFor('сколько стоит стрижка', undefined).lines[0]).toBe(
      '[a.md] Услуга: Стрижка; Цена: 5 000 ₸',
    );
    expect(now?.foundFor('а сколько', 'хочу маникюр').lines[0]).toContain('Маникюр');
    const tools = await knowledgeTools((signal) => knowledge.load(signal)).list(live);
    expect(tools.map(({ name, effect }) => `${name} ${effect}`)).toEqual([
      'find_rows read',
      'search_knowledge read',
    ]);
    const context = {} as Parameters<(typeof tools)[number]['run']>[1];
    expect(await tools[0]?.run({ query: 'маникюр цена' }, context, live)).toMatchObject({
      value: { rows: [{ document: 'a.md', text: 'Услуга: Маникюр; Цена: 6 000 ₸' }, {}] },
    });
  });
});

describe('the life of the documents', () => {
  it('goes on after a restart without asking the source', async () => {
    const source = new Source();
    await open(source).knowledge.load(live);
    const again = new Source();
    again.failure = new ServiceError('fake', 'It is gone', { retryable: true });
    expect((await open(again, { refreshMs: 60_000 }).knowledge.load(live))?.whole).toContain(price);
  });

  it('takes what is new in the background, under a new version', async () => {
    const source = new Source();
    const { knowledge } = open(source);
    await knowledge.load(live);
    source.texts = { 'a.md': price.replace('5 000', '5 500') };
    await expect.poll(async () => (await knowledge.load(live))?.version).toBe('kb-2');
    expect((await knowledge.load(live))?.whole).toContain('5 500');
  });

  it('sees at the next turn what another process has read', async () => {
    const source = new Source();
    const slow = open(source, { refreshMs: 3_600_000 }).knowledge;
    await slow.load(live);
    source.texts = { 'a.md': 'Новый текст' };
    await open(source).knowledge.load(live);
    const fast = open(source).knowledge;
    await expect.poll(async () => (await fast.load(live))?.version).toBe('kb-2');
    await expect.poll(async () => (await slow.load(live))?.whole).toContain('Новый текст');
  });

  it('keeps the last good of all while the source is broken or empty, says so once, and is mended', async () => {
    const source = new Source();
    const { knowledge, events } = open(source);
    await knowledge.load(live);
    source.failure = new ServiceError('fake', 'It is gone', { retryable: true });
    await expect.poll(() => knowledge.problem()).toBe('It is gone');
    expect((await knowledge.load(live))?.whole).toContain(price);
    source.failure = undefined;
    source.texts = {};
    await expect.poll(() => knowledge.problem()).toContain('it is empty');
    expect((await knowledge.load(live))?.whole).toContain(price);
    source.texts = { 'a.md': price };
    await expect.poll(() => knowledge.problem()).toBeUndefined();
    expect(events.filter((event) => event === 'knowledge-broken')).toHaveLength(2);
    expect(events).toContain('knowledge-mended');
  });

  it('keeps the last good of one document that cannot be read, and takes the others', async () => {
    const source = new Source();
    const { knowledge } = open(source);
    await knowledge.load(live);
    source.texts = { 'b.md': 'Другое' };
    source.unread = ['a.md'];
    await expect.poll(async () => (await knowledge.load(live))?.whole).toContain('Другое');
    expect((await knowledge.load(live))?.whole).toContain(price);
    await expect.poll(() => knowledge.problem()).toContain('a.md cannot be read');
  });

  it('begins without documents where nothing can be read, and asks the source once for many', async () => {
    const source = new Source();
    source.failure = new ServiceError('fake', 'It is gone', { retryable: true });
    const { knowledge } = open(source, { refreshMs: 3_600_000 });
    const loads = [knowledge.load(live), knowledge.load(live), knowledge.load(live)];
    expect(await Promise.all(loads)).toEqual([undefined, undefined, undefined]);
    expect(knowledge.problem()).toBe('It is gone');
  });
});
