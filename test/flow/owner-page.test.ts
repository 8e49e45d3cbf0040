import { request } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { PageFiles } from '../../src/core/console/page-files.ts';
import { customer } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const token = 'Schlagobers-mit-Zimt-77';
const env = { WABOT_ADMIN_TOKEN: token };
const chat = customer(1);

interface Answer {
  status: number;
  cookie: string;
  body: Record<string, unknown>;
}

/** Brings fields to a call of the page, as the page does. */
function bring(
  world: World,
  name: string,
  fields: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const own = { 'content-type': 'application/json', origin: world.url, ...headers };
  const options = { method: 'POST', headers: own, agent: false };
  return new Promise((resolve, reject) => {
    request(`${world.url}/console/api/${name}`, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        const [cookie = ''] = response.headers['set-cookie'] ?? [];
        const body = JSON.parse(text) as Answer['body'];
        resolve({ status: response.statusCode ?? 0, cookie: cookie.split(';')[0] ?? '', body });
      });
    })
      .on('error', reject)
      .end(JSON.stringify(fields));
  });
}

/** What is at a call of the page, to its end. */
function look(
  world: World,
  target: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request(`${world.url}/console/api/${target}`, { headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

/** What somebody who is logged in sends along. */
async function logIn(world: World): Promise<Record<string, string>> {
  const { cookie, body } = await bring(world, 'login', { token });
  return { cookie, 'x-wabot-proof': String(body['proof']) };
}

describe('the log-in', () => {
  it('stays open to the owner, whatever somebody brings who has no token', async () => {
    await using world = await openWorld({ env });
    for (let round = 0; round < 80; round += 1)
      expect((await bring(world, 'login', { token: round })).status).toBe(400);
    expect((await bring(world, 'login', { token })).status).toBe(200);
  });
});

describe('the page', () => {
  it('opens once it can, after a try that failed', async () => {
    await using world = await openWorld({ env });
    vi.spyOn(PageFiles, 'open').mockRejectedValueOnce(new Error('too many open files'));
    expect((await look(world, 'session', {})).status).toBe(503);
    expect((await look(world, 'session', {})).status).toBe(200);
  });
});

describe('what a person writes on the page', () => {
  it('reaches the customer once, also when it is sent again as its answer was lost', async () => {
    await using world = await openWorld({ env });
    await world.ask(chat, 'Сколько стоит курс?');
    await world.settled();
    const known = await logIn(world);
    const message = { chat, text: 'Приходите в 15:00', id: 'a-message-of-the-page' };
    for (let time = 0; time < 2; time += 1)
      expect(await bring(world, 'say', message, known)).toMatchObject({
        status: 200,
        body: { messages: [message.text] },
      });
    await bring(world, 'say', { ...message, text: 'Ждём', id: 'another-message-of-it' }, known);
    await until(() => expect(world.heardBy(chat).at(-1)).toBe('Ждём'));
    expect(world.heardBy(chat).slice(1)).toEqual(['Приходите в 15:00', 'Ждём']);
  });
});

describe('the prompt', () => {
  it('is saved once however often it is brought, and of two texts at a time only one', async () => {
    await using world = await openWorld({ env, prompt: 'We are a school.' });
    const known = await logIn(world);
    const over = async (): Promise<string> => {
      const { text } = await look(world, 'prompt', known);
      return (JSON.parse(text) as { source: { hash: string } }).source.hash;
    };
    const save = (text: string, hash: string): Promise<Answer> =>
      bring(world, 'savePrompt', { text, over: hash }, known);
    const first = await over();
    const saved = await save('We are a school in Almaty.', first);
    const again = await save('We are a school in Almaty.', first);
    expect([saved.status, again.status, again.body['number']]).toEqual([
      200,
      200,
      saved.body['number'],
    ]);
    const second = await over();
    const texts = ['We open at nine.', 'We open at ten.', 'We open at noon.'];
    const both = await Promise.all(texts.map((text) => save(text, second)));
    expect(both.map(({ status }) => status).filter((status) => status === 409)).toHaveLength(2);
    const winner = texts[both.findIndex(({ status }) => status === 200)];
    expect(JSON.parse((await look(world, 'prompt', known)).text)).toMatchObject({ text: winner });
  });
});

describe('who is logged in', () => {
  it('asks by a body, as an address is written down by proxies, and from the page alone', async () => {
    await using world = await openWorld({ env });
    await world.ask(chat, 'Сколько стоит курс?');
    await world.settled();
    const known = await logIn(world);
    const asked = await bring(world, 'chat', { chat }, known);
    expect([asked.status, asked.body['chat']]).toEqual([200, chat]);
    expect((await look(world, `chat?chat=${chat}`, known)).status).toBe(400);
    for (const site of ['same-site', 'cross-site'])
      expect((await look(world, 'today', { ...known, 'sec-fetch-site': site })).status).toBe(403);
    expect((await look(world, 'today', { ...known, 'sec-fetch-site': 'none' })).status).toBe(200);
  });

  it('is told of changes until the log-out, and not of one after it', async () => {
    await using world = await openWorld({ env });
    const known = await logIn(world);
    const stream = look(world, 'live', known);
    await bring(world, 'logout', {}, known);
    expect((await stream).text).toContain('event: open');
  });
});
