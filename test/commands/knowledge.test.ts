import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wabotHere, type RanHere } from '../cli.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'wabot-knowledge-'));
  await mkdir(join(cwd, 'docs'));
  await put('Услуга;Цена\nСтрижка;5 000 ₸\nОкрашивание;');
});
afterEach(() => rm(cwd, { recursive: true }));

function put(csv: string): Promise<void> {
  return writeFile(join(cwd, 'docs', 'prices.csv'), csv);
}

function knowledge(...args: string[]): Promise<RanHere> {
  return wabotHere(['knowledge', ...args], { cwd, env: { WABOT_KNOWLEDGE: './docs' } });
}

describe('knowledge sync', () => {
  it('reviews, keeps and puts in force; --check changes nothing and says by 10 that there is something', async () => {
    const checked = await knowledge('sync', '--check');
    expect([checked.code, checked.value]).toMatchObject([10, { changed: true, version: null }]);
    const first = await knowledge('sync');
    expect(first.value).toMatchObject({
      changed: true,
      version: 'kb-1',
      previous: null,
      documents: 1,
      rows: 2,
      warnings: [{ document: 'prices.csv', message: '2 rows, 1 without a price' }],
    });
    expect((await knowledge('sync', '--check')).code).toBe(0);
    await put('Услуга;Цена\nСтрижка;5 500 ₸');
    const second = await knowledge('sync');
    expect(second.value).toMatchObject({ version: 'kb-2', previous: 'kb-1', added: 1, removed: 2 });
    expect(second.stdout).toContain('+ | Стрижка | 5 500 ₸ |');
  });

  it('asks for a folder where none is set, and for a file where it is empty', async () => {
    const none = await wabotHere(['knowledge', 'sync'], { cwd, env: {} });
    expect(none.error).toMatchObject({ code: 'setup.knowledge' });
    expect(none.code).toBe(3);
    await rm(join(cwd, 'docs', 'prices.csv'));
    expect(String((await knowledge('sync')).error)).toContain('it is empty (the folder docs)');
  });
});

describe('doctor', () => {
  async function doctor(tokens: string): Promise<Record<string, string[]>> {
    const env = {
      WABOT_KNOWLEDGE: './docs',
      WABOT_KNOWLEDGE_TOKENS: tokens,
      OPENAI_API_KEY: 'sk-test-123456789',
      WABOT_BUDGET_DAY: '0.001',
    };
    const { value } = await wabotHere(['doctor', 'budget', 'knowledge'], { cwd, env });
    const { checks } = value as { checks: { name: string; findings: { message: string }[] }[] };
    return Object.fromEntries(
      checks.map(({ name, findings }) => [name, findings.map(({ message }) => message)]),
    );
  }

  it('looks at the documents, and counts them in what an answer costs', async () => {
    await put(`Услуга;Цена\n${'Стрижка и укладка;5 000 ₸\n'.repeat(2_000)}`);
    const whole = await doctor('500000');
    expect(whole['knowledge/folder']).toEqual(['1 documents can be read']);
    expect(whole['budget']?.at(-1)).toMatch(
      /^about \d{5} tokens of documents stand in every question, and are counted, too$/,
    );
    const searched = await doctor('0');
    expect(searched['budget']?.at(-1)).toContain('are searched; what is found is counted, too');
    const least = (said: string[] = []): number =>
      Number(/counted with \$([\d.]+) or more/.exec(said.join(' '))?.[1]);
    expect(least(whole['budget'])).toBeGreaterThan(2 * least(searched['budget']));
  });
});

describe('what is kept', () => {
  it('is listed, shown, compared and searched', async () => {
    expect((await knowledge('search', 'стрижка')).code).toBe(2);
    await knowledge('sync');
    await put('Услуга;Цена\nСтрижка;5 500 ₸');
    await knowledge('sync');
    expect((await knowledge('list')).value).toMatchObject({
      inForce: 2,
      versions: [{ name: 'kb-2' }, { name: 'kb-1' }],
    });
    expect((await knowledge('show', 'kb-1')).stdout).toContain('| Стрижка | 5 000 ₸ |');
    expect((await knowledge('show')).stdout).toContain('| Стрижка | 5 500 ₸ |');
    expect((await knowledge('diff')).value).toMatchObject({ from: 1, to: 2, added: 1, removed: 2 });
    const found = await knowledge('search', 'шаш қию бағасы', '--rows');
    expect(found.stdout).toContain('[prices.csv] Услуга: Стрижка; Цена: 5 500 ₸');
    expect(found.value).toMatchObject({ version: 'kb-2', passages: [{ row: true }] });
  });
});
