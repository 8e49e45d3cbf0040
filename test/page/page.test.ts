import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Locator } from 'playwright-core';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEvalWorld } from '../../src/cli/evals/eval-world.ts';
import { foundFiles } from '../../src/cli/evals/found-files.ts';
import { runSuite } from '../../src/core/evals/suite.ts';
import { Chats } from '../../src/core/history/chats.ts';
import type { NewCase } from '../../src/core/kinds/cases.ts';
import type { Entry } from '../../src/core/kinds/turn-record.ts';
import { PromptVersions } from '../../src/core/prompts/prompt-versions.ts';
import { builtIn } from '../../src/plugins/index.ts';
import { keepingLog, openFile } from '../core/memories.ts';
import { openWorld, until, type World } from '../flow/world.ts';
import {
  browserPath,
  looks,
  openBrowser,
  openPage,
  sayMissing,
  type WatchedPage,
} from './browser.ts';
import { vectors } from './vectors.ts';

const token = 'an-admin-token-that-nobody-guesses';
const customer = '77010001001@c.us';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The views, and what is there once each is shown. */
const views = [
  ['today', '.tiles'],
  ['chats', '.chat-row'],
  ['work', '.tabs a'],
  ['prompt', '.evals .primary'],
  ['settings', 'table'],
  [`chats/${customer}`, '.bubble'],
] as const;

/** What axe finds against WCAG 2.2 AA, with the beginnings of what it is about. */
const judging = `axe
  .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
  .then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))]),
  )`;

/** What of the browser is asked, in functions that run there. */
declare const document: {
  readonly body: { readonly textContent: string | null };
  readonly documentElement: { readonly lang: string; readonly scrollWidth: number };
  getElementById(id: string): { readonly textContent: string | null } | null;
  querySelector(selector: string): { readonly textContent: string | null } | null;
  querySelectorAll(selector: string): ArrayLike<unknown>;
};
declare const location: { hash: string };
declare const innerWidth: number;
declare const window: object;

if (browserPath === undefined) sayMissing();

/** One bot, one browser and one page for everything: what is checked later finds what came before. */
let world: World;
let browser: Browser;
let origin: string;
let own: WatchedPage;
/** The owner's documents and conversations. */
let papers: string;

beforeAll(async () => {
  const prompt = 'We are a school in Almaty. A lesson costs 3000 tenge. We are open every day.';
  const env = { WABOT_ADMIN_TOKEN: token, WABOT_LANGUAGES: 'ru,kk,en' };
  papers = await mkdtemp(join(tmpdir(), 'wabot-page-'));
  await mkdir(join(papers, 'knowledge'));
  await mkdir(join(papers, 'evals'));
  await writeFile(join(papers, 'knowledge/prices.csv'), 'Курс,Цена\nДети,30000\nВзрослые,\n');
  await writeFile(
    join(papers, 'evals/price.yaml'),
    'title: Цена урока\nconversation:\n  - customer: Сколько стоит урок?\n  - expect: урок\n',
  );
  await writeFile(
    join(papers, 'evals/discount.yaml'),
    'title: Скидка <b>\nconversation:\n  - customer: Есть скидка?\n  - expect: никаких скидок\n',
  );
  world = await openWorld({
    prompt,
    env: { ...env, WABOT_KNOWLEDGE: join(papers, 'knowledge') },
    evals: join(papers, 'evals'),
  });
  origin = `http://127.0.0.1:${world.serving.address.port}`;
  if (browserPath === undefined) return;
  browser = await openBrowser();
  own = await openPage(browser, origin, { viewport: { width: 1440, height: 900 } });
});
afterAll(async () => {
  await browser?.close();
  await world[Symbol.asyncDispose]();
  await rm(papers, { recursive: true, force: true });
});

/** Status, headers and text of a call with headers that a browser would not let a page choose. */
function call(
  target: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> {
  const method = body === undefined ? 'GET' : 'POST';
  return new Promise((resolve, reject) => {
    const sent = ask(`${origin}${target}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.once('error', reject).end(body);
  });
}

const json = { 'content-type': 'application/json' };

async function logIn({ page }: WatchedPage): Promise<void> {
  await page.goto(`${origin}/console`);
  await page.fill('#token', token);
  await page.click('button[type=submit]');
  await page.waitForSelector('.nav');
}

/** Another page at the customer's chat, for what leaves faults behind. */
async function openTroubled(): Promise<WatchedPage['page']> {
  const other = await openPage(browser, origin, { viewport: { width: 1440, height: 900 } });
  await logIn(other);
  await other.page.goto(`${origin}/console#/chats/${customer}`);
  await other.page.waitForSelector('.bubble');
  return other.page;
}

/** One chat of many in the list. */
function listed(index: number): object {
  const last = { role: 'customer', text: `Вопрос ${index}`, voice: false };
  const chat = `7705${String(index).padStart(7, '0')}@c.us`;
  const marks = { silent: null, blocked: false, calledHere: null, tickets: [], drafts: [] };
  const rest = { language: 'ru', heard: [], waiting: false };
  return { ...marks, ...rest, chat, name: `Клиент ${index}`, at: 1.7e12 - index, last };
}

/** Scrolls to the last of 10,000 rows, and tells how many were there at most at a time. */
const scrolling = `(async () => {
  const scroller = document.querySelector('.scroller');
  for (let most = 0; ; ) {
    scroller.scrollTop = scroller.scrollHeight;
    await new Promise(requestAnimationFrame);
    most = Math.max(most, document.querySelectorAll('.row').length);
    if (document.querySelector('.row[aria-posinset="10000"]')) return most;
  }
})()`;

/** Has what the model answers to the conversations taken down. */
async function recordAnswers(): Promise<void> {
  const files = await foundFiles([join(papers, 'evals')]);
  const served = { catalog: builtIn, environment: world.env };
  const recording = await openEvalWorld({ ...served, offline: false, record: true });
  const [{ text } = { text: '' }] = await new PromptVersions(world.env['WABOT_DATA'] ?? '').list();
  const options = { repeat: 1, jobs: 1, signal: new AbortController().signal, done: () => {} };
  await runSuite(files, await recording.parts(text), options);
  await recording.close();
}

const stranger = '77020001000@c.us';

/** Has the bot remember a chat. */
async function remember(chat: string, entries: Entry[]): Promise<void> {
  const [{ at } = { at: 0 }] = entries;
  const memory = openFile(join(world.folder, 'data', 'memory.db'));
  const chats = new Chats(memory, { timeoutMs: 10_000, ttlMs: 1e11, log: keepingLog() });
  const stored = {
    version: 1,
    createdAt: at,
    updatedAt: at + 50,
    messages: entries.length,
    facts: {},
  } as const;
  await chats.import({ chat, ...stored, entries, recorded: [], pending: [] });
  await chats.close();
}

/** How tall they are, pixels. */
function heightsOf(elements: { getBoundingClientRect(): { height: number } }[]): number[] {
  return elements.map((element) => element.getBoundingClientRect().height);
}

/** How far to the right of the window something reaches. */
function rightOf(element: { getBoundingClientRect(): { right: number } }): number {
  return element.getBoundingClientRect().right;
}

/** A chat in which every vector is a message, a transcript, what a picture shows and an advertisement, of a customer called like one. */
async function rememberVectors(): Promise<void> {
  const at = Date.now() - 1000;
  const entries = vectors.map((text, index) => ({
    id: `vector ${index}`,
    role: 'customer' as const,
    text,
    at: at + index,
    ...(index % 2 === 0 ? { voice: true as const } : {}),
    seen: text,
    advert: text,
  }));
  await remember(stranger, entries);
  const [, , , , , , name = '', question = ''] = vectors;
  const about = { name, question, summary: [...vectors], fields: [] };
  await world.journal(({ cases }) =>
    cases.open({ id: 'vectors', kind: 'ticket', chat: stranger, at: at + 60, about }),
  );
}

describe('the door', () => {
  it.each([
    ['another host', { host: 'bot.example.kz' }, 'CONSOLE_URL'],
    ['a proxy', { 'x-forwarded-for': '203.0.113.9' }, 'CONSOLE_URL'],
  ])('stays closed for %s, and says why', async (_, headers, word) => {
    const { status, text } = await call('/console', headers);
    expect([status, text.includes(word), text.includes('token')]).toEqual([403, true, false]);
    const login = await call(
      '/console/api/login',
      { ...headers, ...json },
      JSON.stringify({ token }),
    );
    expect([login.status, login.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('takes a log-in from its own page alone', async () => {
    const body = JSON.stringify({ token });
    for (const foreign of [
      {},
      { origin: 'https://evil.example' },
      { origin, 'sec-fetch-site': 'cross-site' },
    ])
      expect((await call('/console/api/login', { ...json, ...foreign }, body)).status).toBe(403);
    const { status, headers } = await call('/console/api/login', { ...json, origin }, body);
    expect(status).toBe(200);
    expect(String(headers['set-cookie'])).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  it('lets nobody change anything without the proof of the session, nor after the log-out', async () => {
    const body = JSON.stringify({ token });
    const { headers, text } = await call('/console/api/login', { ...json, origin }, body);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    const { proof } = JSON.parse(text) as { proof: string };
    const known = { ...json, origin, cookie };
    expect((await call('/console/api/pause', known, '{}')).status).toBe(403);
    expect(
      (await call('/console/api/pause', { ...known, 'x-wabot-proof': 'x' }, '{}')).status,
    ).toBe(403);
    expect((await call('/console/api/pause', { cookie })).status).toBe(405);
    expect(
      (await call('/console/api/logout', { ...known, 'x-wabot-proof': proof }, '{}')).status,
    ).toBe(200);
    expect((await call('/console/api/today', { cookie })).status).toBe(401);
    expect((await call('/console/api/today')).status).toBe(401);
  });

  it('sends guarding headers with everything, and no file but the page’s own', async () => {
    const { headers, text } = await call('/console');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect([headers['cache-control'], headers['x-content-type-options']]).toEqual([
      'no-store',
      'nosniff',
    ]);
    const assets = /href="(\/console\/assets\/[\da-f]+)\/icon\.svg"/.exec(text)?.[1] ?? '';
    expect((await call(`${assets}/app.js`)).status).toBe(200);
    for (const name of [
      'index.html',
      '..%2fpackage.json',
      '../package.json',
      'tsconfig.json',
      'none.js',
    ])
      expect((await call(`${assets}/${name}`)).status).toBe(404);
  });
});

describe.runIf(browserPath !== undefined)('the page', { timeout: 120_000 }, () => {
  it('says that a token is wrong, and opens with the right one', async () => {
    const { page, faults } = own;
    await page.goto(`${origin}/console`);
    await page.fill('#token', 'a wrong one');
    await page.click('button[type=submit]');
    await page.waitForFunction(
      `document.getElementById('fault')?.textContent === 'Токен не подошёл.'`,
    );
    // The browser itself notes that the log-in was refused.
    expect(faults.splice(0).filter((line) => !line.includes('401'))).toEqual([]);
    await logIn(own);
    await page.waitForSelector('.state-well');
    expect(await page.textContent('h1')).toBe('Сегодня');
  });

  it('is small, and its first view waits for nothing that it does not name at once', async () => {
    const { bytes } = own;
    const files = [...bytes].filter(([url]) => /assets|console$/.test(url));
    expect(files.length).toBeGreaterThan(10);
    expect(files.reduce((sum, [, size]) => sum + size, 0)).toBeLessThan(60_000);
    const passer = await openPage(browser, origin);
    await passer.page.goto(`${origin}/console`, { waitUntil: 'networkidle' });
    await passer.page.waitForSelector('#token');
    const named = (await call('/console', { 'accept-language': 'ru' })).text;
    const asked = [...passer.bytes.keys()].map((url) => url.slice(origin.length));
    expect(asked.filter((path) => path !== '/console' && !named.includes(`"${path}"`))).toEqual([]);
    // Two rounds of a browser's six connections, after the page itself.
    expect(asked.length).toBeLessThanOrEqual(13);
    expect([...passer.bytes.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(30_000);
    expect(passer.faults).toEqual([]);
    await passer.page.context().close();
  });

  it('shows a message and its answer as they come', async () => {
    const { page } = own;
    await page.goto(`${origin}/console#/chats`);
    await page.waitForSelector('.list-note:not(:empty)');
    world.greenApi.say(customer, 'Сколько стоит урок?', { name: 'Айгерим' });
    await page.waitForSelector('.chat-row .badge');
    await page.click('.chat-row');
    await page.waitForSelector('.bubble-bot');
    expect(await page.textContent('.bubble-customer .bubble-text')).toBe('Сколько стоит урок?');
    expect(await page.locator('.chat-row .badge').count()).toBe(0);
    await page.click('.why');
    await page.waitForSelector('dialog .pairs');
    expect(await page.textContent('dialog .pairs')).toContain('sandbox');
    await page.keyboard.press('Escape');
  });

  it('answers as a person, and the bot is silent then', async () => {
    const { page } = own;
    await page.fill('#say', 'Добрый день, это Мария.');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.bubble-operator');
    await until(() =>
      expect(world.greenApi.sent.map(({ message }) => message)).toContain(
        'Добрый день, это Мария.',
      ),
    );
    await page.waitForSelector('.chat-bar:not([hidden])');
    const before = world.greenApi.sent.length;
    world.greenApi.say(customer, 'А завтра?');
    await page.waitForFunction(() => document.body.textContent?.includes('А завтра?'));
    await world.settled();
    expect(world.greenApi.sent.length).toBe(before);
  });

  it('sends what a person writes once, though the first answer is lost', async () => {
    const page = await openTroubled();
    await page.route(
      '**/api/say',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await page.fill('#say', 'Ждём вас завтра.');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.toast-bad');
    await page.keyboard.press('Enter');
    await until(async () => expect(await page.inputValue('#say')).toBe(''));
    await page.fill('#say', 'Адрес прежний.');
    await page.keyboard.press('Enter');
    await until(() => expect(world.heardBy(customer).at(-1)).toBe('Адрес прежний.'));
    expect(world.heardBy(customer).filter((text) => text === 'Ждём вас завтра.')).toHaveLength(1);
    await page.context().close();
  });

  it('keeps what a person writes instead of a draft until it has gone out', async () => {
    const page = await openTroubled();
    const about = { proposal: [{ text: 'Урок стоит 3000 тенге.' }], expiresAt: Date.now() + 3.6e6 };
    await world.journal(({ cases }) =>
      cases.open({ id: 'a draft', kind: 'draft', chat: customer, at: Date.now(), about }),
    );
    await page.waitForSelector('.case-draft .secondary');
    await page.route('**/api/draft', (route) => route.abort(), { times: 1 });
    await page.click('.case-draft .secondary');
    await page.fill('dialog textarea', 'Первый урок бесплатно.');
    await page.click('dialog .primary');
    await page.waitForSelector('.case-draft .secondary:not([disabled])');
    await page.click('.case-draft .secondary');
    expect(await page.inputValue('dialog textarea')).toBe('Первый урок бесплатно.');
    await page.click('dialog .primary');
    await until(() => expect(world.heardBy(customer).at(-1)).toBe('Первый урок бесплатно.'));
    await page.context().close();
  });

  it('sends a draft as it is, drops another, and closes a ticket', async () => {
    const { page } = own;
    const about = (text: string): NewCase['about'] => ({
      proposal: [{ text }],
      expiresAt: Date.now() + 3.6e6,
    });
    await world.journal(async ({ cases }) => {
      const opened = { chat: customer, at: Date.now() };
      await cases.open({ ...opened, id: 'sent', kind: 'draft', about: about('Ждём в шесть.') });
      await cases.open({ ...opened, id: 'gone', kind: 'draft', about: about('Урок отменён.') });
      const question = { question: 'Можно поговорить с человеком?' };
      await cases.open({ ...opened, id: 'asked', kind: 'ticket', about: question });
    });
    await page.goto(`${origin}/console#/work`);
    const draft = (text: string): Locator => page.locator('.case-draft', { hasText: text });
    await page.waitForSelector('.nav-item[data-view=work] .badge:not([hidden])');
    expect(await page.locator('.nav-item[data-view=today] .badge').isHidden()).toBe(true);
    await draft('Ждём в шесть.').locator('.primary').click();
    await until(() => expect(world.heardBy(customer).at(-1)).toBe('Ждём в шесть.'));
    await draft('Урок отменён.').locator('.ghost').click();
    await draft('Урок отменён.').waitFor({ state: 'detached' });
    const ticket = page.locator('.case-ticket', { hasText: 'поговорить с человеком' });
    await ticket.locator('.secondary').click();
    await ticket.waitFor({ state: 'detached' });
    expect(await page.locator('.case').count()).toBe(0);
    const ends = await world.journal(({ cases }) => cases.list({ chat: customer }));
    const outcomes = Object.fromEntries(ends.map(({ id, end }) => [id, end?.outcome]));
    expect(outcomes).toMatchObject({ sent: 'answered', gone: 'dropped', asked: 'closed' });
    expect(world.heardBy(customer)).not.toContain('Урок отменён.');
    await page.click('#tab-ended');
    await page.waitForSelector('.case-ticket.case-over');
    await page.goto(`${origin}/console#/chats/${customer}`);
    await page.waitForSelector('.bubble');
  });

  it('ends the silence, and begins another', async () => {
    const { page } = own;
    await page.click('.chat-head .compact');
    await page.waitForSelector('.chat-bar[hidden]', { state: 'attached' });
    world.greenApi.say(customer, 'Вы здесь?');
    await page.waitForFunction(() => document.querySelectorAll('.bubble-bot').length === 2);
    await page.click('.chat-head .compact');
    await page.click('dialog .primary');
    await page.waitForSelector('.chat-bar:not([hidden])');
    expect(await world.journal(({ pauses }) => pauses.of(customer))).toMatchObject([
      { reason: 'command' },
    ]);
    await page.click('.chat-head .compact');
    await page.waitForSelector('.chat-bar[hidden]', { state: 'attached' });
  });

  it('blocks a customer, who is heard and not answered, and ends that', async () => {
    const { page } = own;
    const answers = (): number => world.heardBy(customer).length;
    const [before, bar] = [answers(), '.chat-bar:has-text("Заблокирован")'];
    await page.click('.chat-head summary');
    await page.click('.menu-item >> nth=0');
    await page.click('dialog .danger');
    await page.waitForSelector(bar);
    world.greenApi.say(customer, 'Ответьте мне!');
    await world.settled();
    expect(answers()).toBe(before);
    await page.click('.chat-head summary');
    await page.click('.menu-item >> nth=0');
    await page.waitForSelector(bar, { state: 'detached' });
    await world.ask(customer, 'Спасибо, а цена?');
    expect(answers()).toBe(before + 1);
  });

  it('tries an edited prompt before it is saved, saves it, and rolls back', async () => {
    const { page } = own;
    await page.goto(`${origin}/console#/prompt`);
    await page.waitForSelector('.prompt-text');
    await page.click('.editor .secondary');
    await page.waitForSelector('.versions .version-list li');
    const before = await page.inputValue('.prompt-text');
    await page.fill('.prompt-text', `${before}\nWe also teach chess.`);
    // Another look at the source keeps what is not saved yet.
    await page.evaluate(`document.querySelector('.prompt-text').setAttribute('data-old', '')`);
    await page.click('.editor .secondary');
    await page.waitForSelector('.prompt-text:not([data-old])');
    expect(await page.inputValue('.prompt-text')).toContain('teach chess');
    const sent = world.greenApi.sent.length;
    await page.fill('.try-text', 'Шахматы есть?');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.try-answer .turn-line');
    expect(await page.textContent('.try-answer .turn-line')).toContain('с правкой');
    expect(
      world.openAi.requests
        .at(-1)
        ?.chat?.messages.some(({ content }) => String(content).includes('teach chess')),
    ).toBe(true);
    expect(world.greenApi.sent.length).toBe(sent);
    await page.click('.editor .primary');
    await page.waitForSelector('dialog .diff-added');
    await page.click('dialog .primary');
    await page.waitForFunction(
      () => document.querySelectorAll('.versions .version-list li').length === 2,
    );
    expect(await world.ask(customer, 'Что нового?')).toBeDefined();
    expect(JSON.stringify(world.openAi.requests.at(-1)?.chat)).toContain('teach chess');
    await page.click('.versions li:nth-child(2) .secondary');
    await page.click('dialog .primary');
    await page.waitForSelector('.editor .banner');
    await world.ask(customer, 'А теперь?');
    expect(JSON.stringify(world.openAi.requests.at(-1)?.chat)).not.toContain('teach chess');
  });

  it('looks at the documents, says what is wrong with them, and takes what is new', async () => {
    const { page } = own;
    await page.goto(`${origin}/console#/prompt`);
    await page.waitForSelector('.knowledge .version-list li');
    await writeFile(
      join(papers, 'knowledge/prices.csv'),
      'Курс,Цена\nДети,30000\nВзрослые,\nIELTS,48000\n',
    );
    await page.click('.knowledge .secondary');
    await page.waitForSelector('dialog .diff-added');
    expect(await page.textContent('dialog .banner')).toContain('строк: 3, без цены: 1');
    expect(await page.textContent('dialog .diff-added')).toContain('IELTS');
    // Another hand was quicker: what nobody has seen is not taken.
    await writeFile(join(papers, 'knowledge/prices.csv'), 'Курс,Цена\nДети,31000\n');
    await page.click('dialog .primary');
    await page.waitForSelector('.toast-bad');
    await page.click('.knowledge .secondary');
    await page.click('dialog .primary');
    await page.waitForFunction(
      () => document.querySelectorAll('.knowledge .version-list li').length === 2,
    );
    await page.click('.knowledge .version-list li:nth-child(2) .ghost');
    await page.waitForSelector('dialog .diff-removed');
    await page.keyboard.press('Escape');
    await until(async () => {
      await world.ask(customer, 'Сколько для детей?');
      expect(JSON.stringify(world.openAi.requests.at(-1)?.chat)).toContain('31000');
    });
    // The browser itself notes the refusal.
    expect(own.faults.splice(0).filter((line) => !line.includes('409'))).toEqual([]);
  });

  it('runs the conversations that test the prompt, and says what it costs before', async () => {
    const { page } = own;
    await page.waitForSelector('.evals .primary');
    const asked = world.openAi.count('chat');
    await page.click('.evals .primary');
    expect(await page.textContent('dialog p')).toMatch(
      /Диалогов: 2, вопросов к модели: около 2\. По ценам gpt-\S+ это около \$0[.,]0\d+/,
    );
    expect(world.openAi.count('chat')).toBe(asked);
    const sent = world.greenApi.sent.length;
    await page.click('dialog .primary');
    await page.waitForFunction(() => document.querySelectorAll('.evals tbody tr').length === 2);
    await page.waitForFunction(() => document.querySelector('.evals progress') === null);
    expect(await page.textContent('.evals-result [role=status]')).toBe('Как ожидалось: 1 из 2');
    expect(await page.locator('.evals tbody .mark-word').allTextContents()).toEqual([
      'не как ожидалось',
      'как ожидалось',
    ]);
    expect(await page.textContent('.evals tbody th bdi')).toBe('Скидка <b>');
    await page.click('.evals summary');
    expect(await page.textContent('.evals-fault')).toContain('никаких скидок');
    expect(world.openAi.count('chat')).toBe(asked + 2);
    expect(world.greenApi.sent.length).toBe(sent);
  });

  it('runs them on recorded answers without asking anybody', async () => {
    const { page } = own;
    await recordAnswers();
    const asked = world.openAi.count('chat');
    await page.reload();
    await page.waitForSelector('.evals .row-actions .primary');
    await page.click('.evals .row-actions .primary');
    await page.waitForFunction(() =>
      document.querySelector('.evals-result')?.textContent?.includes('1 из 2'),
    );
    expect(world.openAi.count('chat')).toBe(asked);
  });

  it('shows settings with their secrets masked, and what the checks find', async () => {
    const { page } = own;
    await page.goto(`${origin}/console#/settings`);
    await page.waitForSelector('.view-settings table');
    await page.click('.view-settings .card-head button');
    await page.waitForSelector('.check-ok');
    const text = (await page.textContent('main')) ?? '';
    expect(text).toContain('WABOT_ADMIN_TOKEN');
    expect([text.includes(token), text.includes(world.greenApi.token)]).toEqual([false, false]);
  });

  it('takes an answer to what the bot did not know, which it knows from then on', async () => {
    const { page } = own;
    const asked = async (id: string, question: string): Promise<void> => {
      const about: NewCase['about'] = { summary: [question], question, language: 'ru' };
      await world.journal(({ cases }) =>
        cases.open({ id, kind: 'question', chat: customer, at: Date.now(), about }),
      );
    };
    await asked('parking', 'Есть ли у вас парковка?');
    await asked('dog', 'Можно прийти с собакой?');
    // Into an older version nothing is written.
    await page.goto(`${origin}/console#/prompt`);
    await page.click('.editor .secondary');
    await page.waitForSelector('.editor .banner', { state: 'detached' });
    await page.goto(`${origin}/console#/work/questions`);
    const card = (text: string): Locator => page.locator('.case-question', { hasText: text });
    await card('собакой').locator('.ghost').click();
    await card('собакой').waitFor({ state: 'detached' });
    await card('парковка').locator('.primary').click();
    await page.fill('dialog textarea', 'Да, во дворе, бесплатная.');
    await page.click('dialog .primary');
    await card('парковка').waitFor({ state: 'detached' });
    await until(async () => {
      await world.ask(customer, 'Где оставить машину?');
      expect(JSON.stringify(world.openAi.requests.at(-1)?.chat)).toContain('Да, во дворе');
    });
    const ends = await world.journal(({ cases }) => cases.list({ kind: 'question' }));
    expect(Object.fromEntries(ends.map(({ id, end }) => [id, end?.outcome]))).toEqual({
      parking: 'answered',
      dog: 'dropped',
    });
  });

  it('says in words why something was given up, and tries it again', async () => {
    const { page } = own;
    const unlucky = '77010009009@c.us';
    world.greenApi.fault('sendMessage', { status: 400, body: 'bad request' });
    world.greenApi.say(unlucky, 'Вы открыты?');
    await page.goto(`${origin}/console#/work/letters`);
    const card = page.locator('.case', { hasText: '+7 701 000-90-09' });
    await card.locator(':text("мессенджер не принял (service.green-api.")').waitFor();
    await page.goto(`${origin}/console#/today`);
    await page.waitForSelector('.tile-urgent[href="#/work/letters"]');
    await page.goto(`${origin}/console#/work/letters`);
    await card.locator('.primary').click();
    await card.waitFor({ state: 'detached' });
    await until(() => expect(world.heardBy(unlucky)).toHaveLength(1));
  });

  it('lists the alerts of the week, and who heard of them', async () => {
    const { page } = own;
    const at = Date.now();
    await world.journal(async ({ notices }) => {
      await notices.add({ id: 'alert.prompt/1', at: at - 1, topic: 'alert.prompt' });
      await notices.ended('alert.prompt/1', 'telegram', 'done');
      await notices.add({ id: 'alert.speech/2', at, topic: 'alert.speech' });
      for (const id of ['alert.prompt/1', 'alert.speech/2']) await notices.close(id);
    });
    await page.goto(`${origin}/console#/today`);
    await page.reload();
    const [untold, told] = ['расшифровывает голосовые', 'Промпт нельзя использовать'].map(
      (hasText) => page.locator('.alerts li', { hasText }),
    );
    await told?.locator(':text("сообщено: Telegram")').waitFor();
    await untold?.locator('.alert-untold:text("никому не сообщено")').waitFor();
    expect(await page.locator('.alerts li').count()).toBeGreaterThanOrEqual(2);
  });

  it('speaks Kazakh and English', async () => {
    const { page } = own;
    await page.selectOption('.side .language', 'kk');
    await page.waitForFunction(() =>
      document.querySelector('.nav')?.textContent?.includes('Баптаулар'),
    );
    expect(await page.getAttribute('html', 'lang')).toBe('kk');
    await page.selectOption('.side .language', 'en');
    await page.waitForFunction(() =>
      document.querySelector('.nav')?.textContent?.includes('Settings'),
    );
    await page.selectOption('.side .language', 'ru');
    await page.waitForFunction(() =>
      document.querySelector('.nav')?.textContent?.includes('Настройки'),
    );
  });

  it('makes nothing but text of what strangers write', async () => {
    const { page } = own;
    expect(vectors.length).toBe(50);
    await rememberVectors();
    await page.goto(`${origin}/console#/chats/${stranger}`);
    await page.waitForSelector('.bubble-customer');
    await page.waitForSelector('.case-ticket blockquote');
    const texts = await page.locator('.bubble-customer .bubble-text bdi').allTextContents();
    expect(texts).toEqual([...vectors]);
    const seen = await page.locator('.bubble-customer .seen bdi').allTextContents();
    expect(seen).toEqual(vectors.flatMap((vector) => [vector, vector]));
    expect(await page.textContent('.chat-title h2')).toBe(vectors[6]);
    expect(await page.locator('.case-ticket blockquote').allTextContents()).toEqual([vectors[7]]);
    for (const view of ['work', 'chats']) {
      await page.goto(`${origin}/console#/${view}`);
      await page.waitForFunction(
        (name) => document.querySelector('main')?.textContent?.includes(name),
        vectors[6] ?? '',
      );
    }
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    const made = 'main script, main iframe, main img, main object, main form[action], main style';
    expect(await page.locator(made).count()).toBe(0);
  });

  it('says in its language what files show that nobody noted, finds them by it, and names months in Kazakh', async () => {
    const { page } = own;
    const chat = '77020002000@c.us';
    const at = Date.parse('2026-10-05T06:00Z');
    const seen = ['an image, of which nothing was noted', 'the document price.pdf: 3000 тенге'];
    const entries = seen.map((text, index) => ({
      id: `seen ${index}`,
      role: 'customer' as const,
      text: 'Вот',
      at: at + index,
      seen: text,
    }));
    await remember(chat, entries);
    await page.goto(`${origin}/console#/chats/${chat}`);
    await page.waitForSelector('.bubble-customer .seen');
    expect(await page.locator('.bubble-customer .seen bdi').allTextContents()).toEqual([
      'картинка, о которой ничего не записано',
      'price.pdf: 3000 тенге',
    ]);
    await page.fill('.search', 'PRICE.pdf');
    await page.waitForFunction(() => document.querySelectorAll('.chat-row').length === 1);
    await page.fill('.search', '');
    await page.selectOption('.side .language', 'kk');
    await page.waitForSelector('.log :text("5 қазан")');
    await page.selectOption('.side .language', 'ru');
    await page.waitForSelector('.log :text("5 октября")');
  });

  it('keeps the words of its buttons whole on a phone, in Kazakh, too', async () => {
    const seen = await openPage(browser, origin, {
      viewport: { width: 390, height: 844 },
      locale: 'kk-KZ',
    });
    await logIn(seen);
    const { page } = seen;
    await page.waitForSelector('.state button');
    await page.click('.state button');
    await page.waitForSelector('dialog[open]');
    const heights = await page.locator('dialog button').evaluateAll(heightsOf);
    expect(heights.filter((height) => height > 50)).toEqual([]);
    await page.context().close();
  });

  it('brings the chosen tab into view on a phone, and has the playground after the text', async () => {
    const seen = await openPage(browser, origin, { viewport: { width: 390, height: 844 } });
    await logIn(seen);
    await seen.page.goto(`${origin}/console#/work/ended`);
    await seen.page.waitForSelector('#tab-ended[aria-selected=true]');
    const right = await seen.page.locator('#tab-ended').evaluate(rightOf);
    expect(right).toBeLessThanOrEqual(390);
    await seen.page.goto(`${origin}/console#/prompt`);
    await seen.page.waitForSelector('.evals .primary');
    const [tried, kept] = await Promise.all(
      ['.playground', '.versions'].map(async (each) => seen.page.locator(each).boundingBox()),
    );
    expect(tried?.y).toBeLessThan(kept?.y ?? 0);
    await seen.page.context().close();
  });

  it('goes through 10,000 chats with no more rows than are seen', async () => {
    const seen = await openPage(browser, origin, { viewport: { width: 390, height: 844 } });
    await logIn(seen);
    const { page } = seen;
    await page.route('**/console/api/chats', async (route) => {
      const { after = '0', limit = 60 } = route.request().postDataJSON() as {
        after?: string;
        limit?: number;
      };
      const [from, to] = [Number(after), Math.min(10_000, Number(after) + limit)];
      const chats = Array.from({ length: to - from }, (_, index) => listed(from + index));
      const next = to < 10_000 ? { key: String(to), at: 1 } : null;
      await route.fulfill({ json: { chats, next } });
    });
    await page.goto(`${origin}/console#/chats`);
    await page.waitForSelector('.chat-row');
    const most = await page.evaluate(scrolling);
    expect(most).toBeLessThan(60);
    await page.waitForSelector('.row[aria-posinset="10000"] :text("Клиент 9999")');
    expect(seen.faults).toEqual([]);
    await page.context().close();
  });

  it('has had no fault, and asked nobody else', () => {
    expect(own.faults).toEqual([]);
  });

  it.each(looks)('can be read and reached by everybody: %s, %i px', async (colorScheme, width) => {
    const seen = await openPage(browser, origin, {
      viewport: { width, height: 844 },
      colorScheme,
      bypassCSP: true,
    });
    await logIn(seen);
    const { page } = seen;
    await page.addScriptTag({ content: axe });
    for (const [view, shown] of views) {
      await page.evaluate((hash) => void (location.hash = hash), `#/${view}`);
      await page.waitForSelector(`.view-${view.split('/')[0]} ${shown}`);
      const found = await page.evaluate(judging);
      expect([view, found]).toEqual([view, []]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([view, overflow <= 0]).toEqual([view, true]);
    }
    await page.context().close();
  });
});

describe('the token', () => {
  it('may be guessed a few times, and is then not looked at for a while', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const body = JSON.stringify({ token: `guess ${round}` });
      statuses.push((await call('/console/api/login', { ...json, origin }, body)).status);
    }
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
    const right = await call('/console/api/login', { ...json, origin }, JSON.stringify({ token }));
    expect([right.status, Number(right.headers['retry-after']) > 0]).toEqual([429, true]);
  });
});
