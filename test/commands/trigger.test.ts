import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleEvents } from '../../src/cli/dev/trigger/sample-events.ts';
import { readNotification } from '../../src/plugins/channel/green-api/notification.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { heardAt, openTwo } from '../flow/two-instances.ts';
import { openWorld, until, type World } from '../flow/world.ts';

const root = dirname(dirname(import.meta.dirname));
const chat = '77001234567@c.us';
const phone = ['--phone', '77001234567'];

type Body = Record<string, Record<string, unknown>>;

async function bodies(...args: string[]): Promise<Body[]> {
  const { value } = await wabotHere(['trigger', ...args, '--show', '--json'], {
    env: { GREEN_ID_INSTANCE: '7103000042', GREEN_API_WEBHOOK_TOKEN: 'a-secret-of-ours' },
  });
  return (value as { bodies: Body[] }).bodies;
}

/** In words what the bot's own reader makes of it. */
async function readAs(...args: string[]): Promise<string[]> {
  const found = (await bodies(...args)).map((body) =>
    readNotification(body, { idInstance: '7103000042', now: Date.now(), calls: true }),
  );
  return found.map((received) =>
    received.type === 'message' ? received.inbound.content.type : received.type,
  );
}

describe('wabot trigger --show', () => {
  it.each([
    [['text', 'Есть', 'места?'], ['text']],
    [['voice', 'kk'], ['voice']],
    [['image'], ['unsupported']],
    [['document'], ['unsupported']],
    [['reply'], ['text']],
    [['reaction'], ['ignored']],
    [['call'], ['ignored', 'message']],
    [['owner'], ['outgoing']],
    [['program'], ['outgoing']],
    [['group'], ['ignored']],
    [['suspended'], ['state']],
    [['duplicate'], ['text', 'text', 'text']],
    [
      ['burst', 'Привет / Сколько?'],
      ['text', 'text'],
    ],
    [['quota'], ['ignored']],
  ])('%j is read by the bot as %j', async (args, types) => {
    const read = await readAs(...args);
    expect(read.length).toBe(types.length);
    if (args[0] !== 'call') expect(read).toEqual(types);
  });

  it('has bodies as GREEN-API writes them, field by field', async () => {
    const [text] = await bodies('text', 'Привет', ...phone);
    expect(text).toEqual({
      typeWebhook: 'incomingMessageReceived',
      instanceData: { idInstance: 7103000042, wid: expect.any(String), typeInstance: 'whatsapp' },
      timestamp: expect.any(Number),
      idMessage: expect.stringMatching(/^[\dA-F]{32}$/),
      senderData: {
        chatId: chat,
        sender: chat,
        chatName: 'Customer',
        senderName: 'Customer',
        senderContactName: '',
      },
      messageData: {
        typeMessage: 'textMessage',
        textMessageData: { textMessage: 'Привет', isTemplateMessage: false },
      },
    });
    const [voice] = await bodies('voice', 'en');
    expect(voice?.['messageData']).toEqual({
      typeMessage: 'audioMessage',
      fileMessageData: {
        downloadUrl: expect.stringMatching(/^https:.*\.oga$/),
        caption: '',
        fileName: expect.stringMatching(/\.oga$/),
        jpegThumbnail: '',
        mimeType: 'audio/ogg; codecs=opus',
        isAnimated: false,
        forwardingScore: 0,
        isForwarded: false,
      },
    });
    const [, edited] = await bodies('edit', 'Нет', ...phone);
    expect(edited?.['messageData']).toMatchObject({
      typeMessage: 'editedMessage',
      editedMessageData: { textMessage: 'Нет', stanzaId: expect.any(String) },
    });
    const [duplicate, again] = await bodies('duplicate');
    expect(again).toEqual(duplicate);
    const [offer, missed] = await bodies('call', ...phone);
    expect(offer).toMatchObject({ typeWebhook: 'incomingCall', from: chat, status: 'offer' });
    expect(missed).toMatchObject({ status: 'missed', idMessage: offer?.['idMessage'] });
    expect(await bodies('text', '--times', '3')).toHaveLength(3);
  });

  it.each(sampleEvents.map(({ name }) => name))('has something to send for %s', async (name) => {
    expect(await bodies(name)).not.toEqual([]);
  });

  it('is as MAX and Telegram have it', async () => {
    const [max] = await bodies('text', '--messenger', 'max');
    expect(max).toMatchObject({
      instanceData: { idInstance: 3100000001, typeInstance: 'v3' },
      idMessage: expect.stringMatching(/^\d{18}$/),
      senderData: { chatId: '10000000', senderType: 'user' },
    });
    const [group] = await bodies('group', '--messenger', 'telegram');
    expect(group).toMatchObject({ senderData: { chatId: '-10000000000000' } });
  });

  it('prints no token', async () => {
    const env = { GREEN_API_WEBHOOK_TOKEN: 'a-secret-of-ours', GREEN_API_TOKEN: 'another-secret' };
    const { stdout, stderr } = await wabotHere(['trigger', 'text', '--show'], { env });
    expect(stdout).toContain('"typeWebhook"');
    expect(stdout + stderr).not.toMatch(/secret/);
  });
});

describe('wabot trigger', () => {
  it('lists what there is', async () => {
    const { value, stdout } = await wabotHere(['trigger', '--list']);
    expect(value).toEqual({ events: sampleEvents.map(({ name, summary }) => ({ name, summary })) });
    expect((await wabotHere(['trigger'])).value).toEqual(value);
    for (const { name } of sampleEvents) expect(stdout).toMatch(new RegExp(`^${name}\\s`, 'm'));
  });

  it.each([
    [['txet'], /no event txet\. Did you mean text\? Events are: text, voice/],
    [['voice', 'fr', '--sandbox'], /no voice note in fr\. There are: ru, kk, en/],
    [['image', 'nowhere.jpg', '--sandbox'], /nowhere\.jpg does not exist/],
    [['suspended', 'hi', '--sandbox'], /Nothing stands behind suspended/],
  ])('says what is wrong with %j', async (args, message) => {
    const { code, error } = await wabotHere(['trigger', ...args]);
    expect(code).toBe(2);
    expect(String(error)).toMatch(message);
  });

  it('has a bot in the sandbox answer, where none runs', async () => {
    const { value, stdout } = await wabotHere(['trigger', 'voice', 'en']);
    expect(value).toMatchObject({ event: 'voice', to: 'sandbox', calls: [{ status: 200 }] });
    expect(stdout).toMatch(/35,000 ₸/);
  });

  it('has one of MAX answer in the sandbox, too', async () => {
    const { value } = await wabotHere([
      'trigger',
      'text',
      'Сколько стоит курс?',
      '--messenger',
      'max',
      '--sandbox',
    ]);
    expect(value).toMatchObject({
      calls: [{ status: 200 }],
      replies: [expect.stringContaining('35 000')],
    });
  });
});

async function trigger(world: World, ...args: string[]): Promise<RanHere> {
  return wabotHere(['trigger', ...args], { cwd: world.folder, env: world.env });
}

describe('wabot trigger, at a running bot', () => {
  it('brings events to its webhook, with its token and files where GREEN-API keeps them', async () => {
    await using world = await openWorld({ prompt: '# Цены\n\nКурс стоит 35 000 ₸.\n' });
    const done = await trigger(world, 'text', 'Сколько стоит курс?', ...phone);
    expect(done.value).toEqual({
      event: 'text',
      to: `${world.url}/webhook`,
      calls: [{ status: 200, ms: expect.any(Number) }],
    });
    expect((await world.replies(chat, 1)).join()).toContain('Сколько стоит курс?');
    expect((await trigger(world, 'voice', 'ru', ...phone)).code).toBe(0);
    await world.replies(chat, 2);
    expect(world.openAi.count('transcriptions')).toBe(1);
    expect((await trigger(world, 'malformed', ...phone)).code).toBe(0);
    const once = await trigger(world, 'duplicate', ...phone, '--times', '2');
    expect((once.value as { calls: object[] }).calls).toHaveLength(6);
    const token = world.env['GREEN_API_WEBHOOK_TOKEN'] ?? '-';
    expect(done.stdout + done.stderr + once.stdout + once.stderr).not.toContain(token);
  });

  it('brings them from the instance that the chat is on, in the words of its messenger', async () => {
    await using two = await openTwo();
    const { world, second } = two;
    const inMax = ['--phone', `10000005#${second.idInstance}`];
    expect((await trigger(world, 'text', 'Есть места?', ...inMax)).code).toBe(0);
    await until(() => expect(heardAt(second, '10000005')).toEqual(['Heard: Есть места?']));
    expect((await trigger(world, 'text', 'А тут?', ...phone)).code).toBe(0);
    expect((await world.replies(chat)).join()).toContain('А тут?');
  });

  it('asks whom it is to answer, and tells of a wrong token and of silence', async () => {
    await using world = await openWorld();
    const nobody = await trigger(world, 'text');
    expect([nobody.code, String(nobody.error)]).toEqual([2, expect.stringMatching(/--phone/)]);
    const env = { ...world.env, GREEN_API_WEBHOOK_TOKEN: 'another-token-than-ours' };
    const options = { cwd: world.folder, env };
    const wrong = await wabotHere(['trigger', 'text', ...phone], options);
    expect([wrong.code, String(wrong.error)]).toEqual([3, expect.stringMatching(/the token/)]);
    const dead = await trigger(world, 'text', ...phone, '--url', 'http://127.0.0.1:9/webhook');
    expect([dead.code, String(dead.error)]).toEqual([4, expect.stringMatching(/does not answer/)]);
  });
});

it('samples in the package are small', () => {
  const samples = [
    'voice.ogg',
    ...['voice-kk.ogg', 'voice-en.ogg', 'receipt.jpg', 'request.pdf'].map(
      (name) => `samples/${name}`,
    ),
  ];
  const sizes = samples.map((name) => statSync(join(root, 'examples', name)).size);
  expect(Math.max(...sizes)).toBeLessThan(16 * 1024);
  const licences = readFileSync(join(root, 'examples/LICENCES.md'), 'utf8');
  for (const name of samples) expect(licences).toContain(name);
});
