import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** The system's browser: Debian's package `chromium`, or the program that CHROMIUM_PATH names. */
export const browserPath =
  process.env['CHROMIUM_PATH'] ??
  ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path));

/** Says loudly that nothing of the page is tested. */
export function sayMissing(): void {
  const rule = '!'.repeat(100);
  const line =
    '  There is no Chromium (Debian: apt-get install chromium, or CHROMIUM_PATH): the owner’s page is NOT tested.';
  process.stderr.write(`${rule}\n${line}\n${rule}\n`);
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath ?? '' });
}

/** A page, and what went wrong on it: words on its console, errors, requests to another place. */
export interface WatchedPage {
  page: Page;
  faults: string[];
  /** What came over the line, bytes by address. */
  bytes: Map<string, number>;
}

export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'ru-RU', ...options });
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  const faults: string[] = [];
  const bytes = new Map<string, number>();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) faults.push(`a request to ${request.url()}`);
  });
  page.on('response', (response) => {
    void response
      .request()
      .sizes()
      .then(({ responseBodySize }) => bytes.set(response.url(), responseBodySize))
      .catch(() => {});
  });
  return { page, faults, bytes };
}

/** How a page is looked at: in both schemes of colours, and as wide as a screen and as a phone. */
export const looks = [
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
  ['dark', 390],
] as const;
