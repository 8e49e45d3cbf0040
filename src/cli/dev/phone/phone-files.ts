import { readdir, readFile } from 'node:fs/promises';
import { guardingHeaders } from '../../../core/console/page-files.ts';

/** Where the owner's page has its files, from which this one takes much, and in `phone` its own. */
const folder = new URL('../../../page/', import.meta.url);

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** As on the owner's page; and recordings are played and made here, and the owner's page stands within. */
export const pageHeaders: Readonly<Record<string, string>> = {
  ...guardingHeaders,
  'content-security-policy': `${guardingHeaders['content-security-policy']}; media-src 'self'; frame-src 'self'`,
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
};

/** A file of the page, ready to be sent. */
export interface PageFile {
  type: string;
  bytes: Buffer;
}

/** The page's files by their names, those of its own as `phone/…`; read once, when the page is first asked for. */
export async function readPageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const [shared, own] = await Promise.all(['', 'phone/'].map(filesIn));
  return new Map([...(shared ?? []), ...(own ?? [])]);
}

async function filesIn(path: string): Promise<[string, PageFile][]> {
  const names = await readdir(new URL(path, folder));
  const files = names.map(async (name): Promise<[string, PageFile][]> => {
    const type = name.endsWith('.html')
      ? 'text/html; charset=utf-8'
      : types[name.split('.').at(-1) ?? ''];
    if (type === undefined) return [];
    return [[`${path}${name}`, { type, bytes: await readFile(new URL(`${path}${name}`, folder)) }]];
  });
  return (await Promise.all(files)).flat();
}
