import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { Caller, median, notification } from './load.ts';
import { rssMb, startVendors, startWabot, type Measured, type Vendors } from './processes.ts';

const token = 'bench-token-of-the-page-0123';

/** A cheap phone on slow 4G, as Lighthouse has it: bytes a second, milliseconds, times slower. */
const slow4G = {
  offline: false,
  latency: 150,
  downloadThroughput: 204_800,
  uploadThroughput: 96_000,
};
const slowerProcessor = 4;

const pages = 50;
const messages = 200;

/** When something of the page can be seen, of the browser's own clock. */
const painted = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity`;

/** Milliseconds from the address to the page that asks for the token, in a browser that has never been there; median of five. */
export async function firstPageMs(): Promise<number> {
  const vendors = await startVendors(0);
  const bot = await startWabot(vendors, { WABOT_ADMIN_TOKEN: token });
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath });
  try {
    const times: number[] = [];
    for (let run = 0; run < 6; run += 1) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const line = await context.newCDPSession(page);
      await line.send('Network.enable');
      await line.send('Network.emulateNetworkConditions', slow4G);
      await line.send('Emulation.setCPUThrottlingRate', { rate: slowerProcessor });
      await page.goto(`${bot.url}/console`, { waitUntil: 'commit' });
      await page.waitForSelector('#token');
      times.push(Number(await page.evaluate(painted)));
      await context.close();
    }
    // The first one also has the files compressed.
    return median(times.slice(1));
  } finally {
    await browser.close();
    await bot.stop();
    await vendors.stop();
  }
}

/** What open pages cost. */
export interface OpenPages {
  /** Memory that they add, MB. */
  addedMb: number;
  /** Milliseconds from a webhook call to the send, one message after the other: without pages, and beside them. */
  alone: number;
  beside: number;
}

/** Opens pages, each of which asks again for what it shows whenever it is told that something has changed. */
export async function openPages(): Promise<OpenPages> {
  const [without, beside] = [await withPages(0), await withPages(pages)];
  return { addedMb: beside.mb - without.mb, alone: without.ms, beside: beside.ms };
}

/** What a bot holds after the same messages, and how long one took, with so many pages open. */
async function withPages(count: number): Promise<{ mb: number; ms: number }> {
  const vendors = await startVendors(0);
  const bot = await startWabot(vendors, { WABOT_ADMIN_TOKEN: token });
  try {
    const cookie = await logIn(bot);
    const look = (): Promise<unknown> => asked(bot, cookie, ['chats', 'today']);
    await look();
    await eachSent(bot, vendors, 0);
    const ends = await Promise.all(Array.from({ length: count }, () => opened(bot, cookie, look)));
    await sleep(1000);
    const ms = await eachSent(bot, vendors, 1);
    await sleep(3000);
    const mb = rssMb(bot.pid);
    for (const end of ends) end();
    return { mb, ms };
  } finally {
    await bot.stop();
    await vendors.stop();
  }
}

async function logIn({ url }: Measured): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url };
  const body = JSON.stringify({ token });
  const answer = await fetch(`${url}/console/api/login`, { method: 'POST', headers, body });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function asked({ url }: Measured, cookie: string, names: readonly string[]): Promise<void> {
  for (const name of names)
    await (await fetch(`${url}/console/api/${name}`, { headers: { cookie } })).arrayBuffer();
}

/** One page: resolves with what closes it, once its stream is open and its first view there. */
async function opened(
  { url }: Measured,
  cookie: string,
  look: () => Promise<unknown>,
): Promise<() => void> {
  await look();
  const stop = new AbortController();
  const stream = await fetch(`${url}/console/api/live`, {
    headers: { cookie },
    signal: stop.signal,
  });
  let isLooking = false;
  const listen = async (): Promise<void> => {
    for await (const chunk of stream.body ?? []) {
      if (isLooking || !Buffer.from(chunk).includes('event: change')) continue;
      isLooking = true;
      void look()
        .catch(() => {})
        .finally(() => (isLooking = false));
    }
  };
  void listen().catch(() => {});
  return () => stop.abort();
}

/** The median of so many messages, each of a chat of its own, one after the other. */
async function eachSent(bot: Measured, vendors: Vendors, round: number): Promise<number> {
  const caller = new Caller(bot.url, 1);
  const times: number[] = [];
  for (let index = 0; index < messages; index += 1) {
    const begun = performance.now();
    await caller.post(notification(round * messages + index));
    await vendors.sent(round * messages + index + 1);
    times.push(performance.now() - begun);
    await sleep(20);
  }
  caller.close();
  return median(times);
}
