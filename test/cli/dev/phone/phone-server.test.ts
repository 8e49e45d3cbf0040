import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevWorld } from '../../../../src/cli/dev/open-world.ts';
import type { PhoneView } from '../../../../src/cli/dev/phone/phone-view.ts';
import type { DevWorld } from '../../../../src/cli/dev/world.ts';
import { builtIn } from '../../../../src/plugins/index.ts';
import { until } from '../../../flow/world.ts';

/** Answers wait for the owner's word, on a messenger whose ids are numbers. */
let world: DevWorld;
let page: string;

beforeAll(async () => {
  const environment = { WABOT_MODE: 'draft', WABOT_QUIET_MS: '100' };
  world = await openDevWorld({
    catalog: builtIn,
    environment,
    offline: true,
    data: undefined,
    messenger: 'telegram',
    page: true,
  });
  [, page = ''] = world.banner.places.find(([name]) => name === 'Phones') ?? [];
});
afterAll(() => world.close());

interface Came {
  status: number;
  text: string;
  headers: NodeJS.Dict<string | string[]>;
}

/** A call with headers that a browser would not let a page choose. */
function call(
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Came> {
  const method = body === undefined ? 'GET' : 'POST';
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, page), { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (part: string) => (text += part));
      const { statusCode: status = 0 } = response;
      response.on('end', () => resolve({ status, text, headers: response.headers }));
    });
    sent.once('error', reject).end(body);
  });
}

const json = { 'content-type': 'application/json' };
const own = () => ({ ...json, origin: new URL(page).origin });

async function post(name: string, fields: object): Promise<Came> {
  return call(`api/${name}`, { headers: own(), body: JSON.stringify(fields) });
}

async function state(): Promise<PhoneView> {
  return (await (await fetch(new URL('api/state?language=ru', page))).json()) as PhoneView;
}

describe('the page of the phones', () => {
  it('is at an address that nobody guesses, on this machine, and new every time', () => {
    expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\/$/);
  });

  it('opens for who knows the address alone, under no other name and from no other page', async () => {
    const elsewhere = { 'sec-fetch-site': 'same-site' };
    const guessed = await call('/');
    expect([guessed.status, guessed.text.includes('wabot dev')]).toEqual([403, true]);
    for (const path of [
      '/api/state',
      `/${'x'.repeat(22)}/api/state`,
      '/console',
      '/console/api/session',
    ])
      expect([path, (await call(path)).status]).toEqual([path, 403]);
    for (const path of ['', 'api/state', 'api/live', 'console', 'console/api/session', 'media/x']) {
      const { status } = await call(path, { headers: { host: 'evil.example' } });
      expect([path, status]).toEqual([path, 403]);
      expect([path, (await call(path, { headers: elsewhere })).status]).toEqual([path, 403]);
    }
  });

  it('changes nothing for another page, nor for one that says nothing of itself', async () => {
    const body = JSON.stringify({ chat: '77000000000@c.us', text: 'Hi' });
    const strangers = [
      json,
      { ...json, origin: 'http://127.0.0.1:1' },
      { ...json, origin: 'null' },
      { ...own(), 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of strangers)
      for (const path of ['api/say', 'api/file?chat=77000000000@c.us', 'console/api/logout'])
        expect([path, (await call(path, { headers, body })).status]).toEqual([path, 403]);
    const form = { origin: new URL(page).origin, 'content-type': 'text/plain' };
    expect((await call('api/say', { headers: form, body })).status).toBe(415);
    expect((await state()).customers[0]?.lines).toEqual([]);
  });

  it('carries what keeps it apart, and so does the owner’s page within it', async () => {
    for (const path of ['', 'phone/app.js', 'dom.js', 'api/state']) {
      const { status, headers } = await call(path);
      const policy = String(headers['content-security-policy']);
      expect([path, status]).toEqual([path, 200]);
      expect(policy).toContain("default-src 'none'; script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(headers['x-frame-options']).toBe('DENY');
    }
    const { headers, text } = await call('console');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(text).toContain(`"${new URL(page).pathname}console/assets/`);
    expect((await call('phone/../../../package.json')).status).toBe(403);
    expect((await call('phone/%2e%2e/index.html')).status).toBe(404);
  });

  it('is logged in at the owner’s page, whose session no browser sees', async () => {
    const { headers, text } = await call('console/api/session');
    const { proof } = JSON.parse(text) as { proof: string };
    expect([proof.length > 20, headers['set-cookie']]).toEqual([true, undefined]);
    const out = { ...own(), 'x-wabot-proof': proof };
    expect((await call('console/api/logout', { headers: out, body: '{}' })).status).toBe(200);
    expect(JSON.parse((await call('console/api/session')).text)).toMatchObject({
      proof: expect.any(String),
    });
  });

  it('brings drafts to the owner, who sends them with a reply', async () => {
    const { chat } = JSON.parse((await post('customer', { language: 'en' })).text) as {
      chat: string;
    };
    await post('say', { chat, text: 'Hello\n\nHow much is it?', burst: true });
    await until(async () => expect((await state()).owner.lines).toHaveLength(1));
    const [draft] = (await state()).owner.lines;
    expect(draft?.text).toMatch(/^.{0,3}№1\b/);
    const lines = async () => (await state()).customers.find((each) => each.chat === chat)?.lines;
    expect((await lines())?.map(({ text }) => text)).toEqual(['Hello', 'How much is it?']);
    expect((await post('bot', { text: '1', quotes: 'nothing' })).status).toBe(404);
    expect((await post('bot', { text: '1', quotes: draft?.id })).status).toBe(200);
    await until(async () => expect(await lines()).toHaveLength(3));
    const answer = (await lines())?.at(-1);
    expect(answer).toMatchObject({ from: 'business', isTold: true });
    const { told } = JSON.parse((await post('told', { id: answer?.id })).text) as {
      told: { messages: { text: string }[] }[];
    };
    expect(JSON.stringify(told)).toContain('How much is it?');
  });

  it('says what it does not take', async () => {
    const chat = '77000000000@c.us';
    const burst = Array.from({ length: 21 }, (_, index) => `line ${index}`).join('\n');
    const refused = [
      ['say', { chat: '77009999999@c.us', text: 'Hi' }, 'bad-chat'],
      ['say', { chat, text: '  ' }, 'bad-text'],
      ['say', { chat, text: burst, burst: true }, 'long-burst'],
      ['language', { chat, language: 'de' }, 'bad-language'],
      ['sample', { chat, what: '__proto__' }, 'bad-what'],
      ['toString', {}, 'not-found'],
    ] as const;
    for (const [name, fields, error] of refused)
      expect([name, JSON.parse((await post(name, fields)).text)]).toEqual([name, { error }]);
    const empty = await call(`api/file?chat=${chat}`, { headers: own(), body: '' });
    expect(JSON.parse(empty.text)).toEqual({ error: 'empty-file' });
    for (let count = 2; count < 12; count += 1) await post('customer', { language: 'kk' });
    expect(JSON.parse((await post('customer', { language: 'kk' })).text)).toEqual({
      error: 'many-customers',
    });
  });

  it('says that more is sent to the owner’s page than it reads', async () => {
    const headers = { ...own(), 'content-type': 'application/json' };
    const body = JSON.stringify({ text: 'a'.repeat(2_000_000) });
    const { status, text } = await call('console/api/savePrompt', { headers, body });
    expect([status, JSON.parse(text)]).toEqual([413, { error: 'too-large' }]);
  });

  it('gives files back as what they are, and nothing that a browser would run', async () => {
    const chat = '77000000000@c.us';
    const script = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
    const send = (name: string) => `api/file?${new URLSearchParams({ chat, name }).toString()}`;
    await call(send('a.svg'), { headers: own(), body: script });
    await post('sample', { chat, what: 'voice' });
    const lines = (await state()).customers[0]?.lines ?? [];
    const id = (kind: string) => lines.find(({ media }) => media?.kind === kind)?.id ?? '';
    const file = await call(`media/${id('document')}`);
    expect(file.text).toBe(script);
    expect(file.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    });
    const part = await call(`media/${id('voice')}`, { headers: { range: 'bytes=0-3' } });
    expect([part.status, part.text, part.headers['content-type']]).toEqual([
      206,
      'OggS',
      'audio/ogg',
    ]);
    expect((await call('media/none')).status).toBe(404);
  });

  it('takes a file with as much beneath it as a message holds', async () => {
    const caption = 'я'.repeat(65_000);
    const about = new URLSearchParams({ chat: '77000000000@c.us', name: 'a.txt', caption });
    const path = `api/file?${about.toString()}`;
    expect((await call(path, { headers: own(), body: 'words' })).status).toBe(200);
    const shown = (await state()).customers[0]?.lines.filter(({ text }) => text === caption);
    expect(shown).toHaveLength(1);
  });
});
