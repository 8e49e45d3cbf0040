import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start, type Running } from '../cli.ts';
import { until } from '../flow/world.ts';
import { browserPath, looks, openPage, sayMissing, type WatchedPage } from './browser.ts';
import { vectors } from './vectors.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const judging = `axe
  .run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], iframes: false })
  .then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))]),
  )`;

declare const document: { readonly documentElement: { readonly scrollWidth: number } };
declare const innerWidth: number;
declare const window: object;

if (browserPath === undefined) sayMissing();

/** One sandbox and one browser with a microphone that beeps; what is checked later finds what came before. */
let folder: string;
let dev: Running;
let browser: Browser;
let address: string;
let own: WatchedPage;
let page: Page;

beforeAll(async () => {
  if (browserPath === undefined) return;
  folder = await mkdtemp(join(tmpdir(), 'wabot-phones-'));
  const env = { WABOT_QUIET_MS: '300', WABOT_VOICE_REPLY: 'when-voice' };
  dev = start(['dev', '--offline'], { cwd: folder, env });
  [address = ''] = await dev.saying(/http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\//);
  const args = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  browser = await chromium.launch({ executablePath: browserPath, args });
  own = await openPage(browser, address, { viewport: { width: 1440, height: 900 } });
  page = own.page;
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  if (folder) await rm(folder, { recursive: true });
});

const customer = '.customer-phone';
const owner = '.owner-phone';
const replies = () => page.locator(`${customer} .theirs`);
const toCustomer = (name: string) => page.click(`${customer} .person-button:has-text("${name}")`);

/** A figure of an element that the page shows. */
function sizeOf(selector: string, name: string): Promise<unknown> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, key) => (element as unknown as Record<string, unknown>)[key], name);
}

async function say(text: string): Promise<void> {
  await page.fill('#customer-text', text);
  await page.keyboard.press('Enter');
}

describe.skipIf(browserPath === undefined)('the phones of `wabot dev`', () => {
  it('open by the printed address, are plainly a sandbox, and hold the owner’s page, logged in', async () => {
    await page.goto(address);
    await page.waitForSelector('.chip');
    expect(await page.textContent('h1')).toBe('Песочница wabot');
    await page.waitForSelector('.claim:has-text("ничего не уходит")');
    const inside = page.frameLocator('.owner-page iframe');
    await inside.locator('.state-well').waitFor();
    expect(await inside.locator('h1').textContent()).toBe('Сегодня');
  });

  it('show what a customer writes, its marks and the answer, with what the model was told', async () => {
    await say('Сколько стоит курс?');
    await page.waitForSelector(`${customer} .typing`);
    await replies().first().waitFor();
    await page.waitForSelector(`${customer} .typing`, { state: 'detached' });
    expect(await page.textContent(`${customer} .mine .bubble-text`)).toBe('Сколько стоит курс?');
    expect(await replies().first().textContent()).toContain('35 000');
    await page.waitForSelector(`${customer} .mine [aria-label="Доставлено"]`);
    await page.click('.told summary');
    await page.waitForSelector('.told-messages');
    expect(await page.textContent('.told-text')).toContain('35 000');
    expect(await page.textContent('.told-messages')).toContain('Сколько стоит курс?');
  });

  it('send a burst as one, which gets one answer', async () => {
    await page.fill('#customer-text', 'Привет\nгде вы\nнаходитесь?');
    await page.click('.burst');
    await until(async () => expect(await page.locator(`${customer} .mine`).count()).toBe(4));
    await until(async () => expect(await replies().count()).toBe(2));
    expect(await replies().last().textContent()).toContain('Алматы');
    expect(await page.inputValue('#customer-text')).toBe('');
  });

  it('send and play voice notes, and show what was heard; a microphone will do', async () => {
    await page.click('[data-sample=voice]');
    await page.waitForSelector(`${customer} .mine .heard`);
    expect(await page.textContent(`${customer} .mine .heard`)).toContain(
      'Когда начинаются занятия',
    );
    await page.waitForSelector(`${customer} .theirs audio`);
    await until(async () =>
      expect(await sizeOf(`${customer} .theirs audio`, 'duration')).toBeGreaterThan(0),
    );
    const before = await page.locator(`${customer} .mine audio`).count();
    await page.click('.voice');
    await page.waitForSelector('.voice[data-on]');
    await page.click('[aria-label="Не отправлять запись"]');
    await page.waitForSelector('.voice:not([data-on])');
    await page.click('.voice');
    await page.waitForSelector('.voice[data-on]');
    await page.waitForTimeout(400);
    await page.click('.voice');
    await until(async () =>
      expect(await page.locator(`${customer} .mine audio`).count()).toBe(before + 1),
    );
  });

  it('send pictures and files, and show them', async () => {
    await page.click('[data-sample=picture]');
    await until(async () =>
      expect(await sizeOf(`${customer} .mine img`, 'naturalWidth')).toBeGreaterThan(0),
    );
    await writeFile(join(folder, 'price <b>.txt'), 'Курс 35 000');
    await page.fill('#customer-text', 'Это ваш прайс?');
    await page.setInputFiles('input[type=file]', join(folder, 'price <b>.txt'));
    await page.waitForSelector(`${customer} .mine .file`);
    expect(await page.textContent(`${customer} .mine .file`)).toBe('price <b>.txt');
  });

  it('have several customers, in several languages, each with its own chat', async () => {
    await page.click('.new-customer');
    await toCustomer('Мария');
    const button = await page.locator(`${owner} .person-button:has-text("Мария")`).elementHandle();
    await page.selectOption(`${customer} .chat-head select`, 'en');
    await page.click('.chip:has-text("Hello! How much is it?")');
    await until(async () => expect(await replies().count()).toBe(1));
    expect(await page.locator(`${customer} .mine`).count()).toBe(1);
    // One that is replaced under a finger is not pressed.
    expect(
      await button?.evaluate((element) => (element as { isConnected?: boolean }).isConnected),
    ).toBe(true);
    await toCustomer('Клиент');
    expect(await page.locator(`${customer} .mine`).count()).toBeGreaterThan(4);
    await page.waitForSelector('.chip:has-text("Где вы находитесь?")');
  });

  it('let the owner answer in a customer’s chat, which silences the bot there', async () => {
    await page.click(`${owner} .person-button:has-text("Мария")`);
    await page.fill('#owner-text', 'Здравствуйте, это Асель.');
    await page.keyboard.press('Enter');
    await toCustomer('Мария');
    await page.waitForSelector(`${customer} .theirs:has-text("это Асель")`);
    const count = await replies().count();
    await say('Are you still there?');
    await page.waitForSelector(`${owner} .theirs:has-text("still there")`);
    const delivered = `${customer} .mine:nth-last-child(-n+2) [aria-label="Доставлено"]`;
    await page.waitForSelector(delivered);
    await page.waitForSelector(`${customer} .typing`, { state: 'detached' });
    await toCustomer('Клиент');
    await say('А где вы?');
    await until(async () => expect(await replies().last().textContent()).toContain('Алматы'));
    await toCustomer('Мария');
    expect(await replies().count()).toBe(count);
  });

  it('bring a ticket to the owner, whose reply goes to the customer', async () => {
    await toCustomer('Клиент');
    await page.click('.chip:has-text("Позовите человека")');
    await page.click(`${owner} .person-button:has-text("Бот")`);
    await page.waitForSelector(`${owner} .theirs:has-text("№1")`);
    await page.click(`${owner} .theirs:has-text("№1") .reply`);
    await page.waitForSelector('.reply-bar:not([hidden])');
    await page.fill('#owner-text', 'Перезвоню в 15:00');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${customer} .theirs:has-text("Перезвоню в 15:00")`);
    expect(await page.textContent(`${owner} .mine .quoted`)).toContain('№1');
  });

  it('leave the terminal as it is: its own customer alone, and what the owner gets', async () => {
    const { stdout } = dev.output;
    expect(stdout).toContain('35 000');
    expect(stdout).not.toContain('How much');
    dev.process.stdin.write('Сколько стоит учебник?\n');
    await page.waitForSelector(`${customer} .mine:has-text("учебник")`);
  });

  it('make nothing but text of what is written, heard and called', async () => {
    await page.click('.new-customer');
    await until(async () =>
      expect(await page.locator(`${customer} .person-button`).count()).toBe(3),
    );
    await page.locator(`${customer} .person-button`).last().click();
    const chunks = [vectors.slice(0, 17), vectors.slice(17, 34), vectors.slice(34)];
    for (const chunk of chunks) {
      await page.fill(
        '#customer-text',
        chunk.map((each) => each.replaceAll(/[\u2028\u2029]/g, ' ')).join('\n'),
      );
      await page.click('.burst');
      await page.waitForSelector('.burst', { state: 'hidden' });
    }
    await until(async () =>
      expect(await page.locator(`${customer} .mine`).count()).toBe(vectors.length),
    );
    await page.click(`${owner} .person-button >> nth=3`);
    await page.waitForSelector(`${owner} .theirs`);
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
    const made = 'main script, main iframe iframe, main object, main form[action], main style';
    expect(await page.locator(made).count()).toBe(0);
  });

  it('speak Kazakh and English, the owner’s page among them', async () => {
    await page.selectOption('.sandbox-head select', 'kk');
    await page.waitForSelector('h1:has-text("сынақ ортасы")');
    await page.frameLocator('.owner-page iframe').locator('h1:has-text("Бүгін")').waitFor();
    await page.selectOption('.sandbox-head select', 'en');
    await page.waitForSelector('h1:has-text("wabot sandbox")');
    expect(await page.textContent('.claim')).toContain('This is the sandbox');
    await page.selectOption('.sandbox-head select', 'ru');
    await page.waitForSelector('h1:has-text("Песочница")');
  });

  it('have had no fault, and asked nobody else', () => {
    expect(own.faults).toEqual([]);
  });

  it.each(looks)('can be read and reached by everybody: %s, %i px', async (colorScheme, width) => {
    const seen = await openPage(browser, address, {
      viewport: { width, height: 844 },
      colorScheme,
      bypassCSP: true,
    });
    await seen.page.goto(address);
    await seen.page.waitForSelector(`${customer} .theirs`);
    await seen.page.addScriptTag({ content: axe });
    for (const panel of width < 1200 ? ['customer', 'owner', 'page'] : ['all']) {
      if (width < 1200) await seen.page.click(`.panel-button[data-panel=${panel}]`);
      expect([panel, await seen.page.evaluate(judging)]).toEqual([panel, []]);
      const overflow = await seen.page.evaluate(
        () => document.documentElement.scrollWidth - innerWidth,
      );
      expect([panel, overflow <= 0]).toEqual([panel, true]);
    }
    await seen.page.context().close();
  });
});
