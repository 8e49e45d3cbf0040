import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/kinds/turn-record.ts';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { wabot } from '../cli.ts';
import { customer } from './dialogue.ts';
import { phoneOf, strangerNamed } from './messenger.ts';
import { openWorld, until, type World, type WorldOptions } from './world.ts';

const chat = customer(1);
const other = customer(2);
const owner = customer(8);
const second = customer(9);

function openDrafting(env: Record<string, string> = {}, more: WorldOptions = {}): Promise<World> {
  const own = { WABOT_MODE: 'draft', WABOT_OWNERS: phoneOf(owner), ...env };
  return openWorld({ ...more, env: own });
}

/** A customer asks; resolves with the draft that the owner gets. */
async function asks(world: World, text: string, from = chat): Promise<string> {
  const before = world.heardBy(owner).length;
  world.greenApi.say(from, text);
  return (await world.replies(owner, before + 1))[before] ?? '';
}

/** An owner writes to the bot; resolves with what they hear. */
async function says(world: World, text: string, from = owner): Promise<string> {
  const before = world.heardBy(from).length;
  world.greenApi.say(from, text);
  return (await world.replies(from, before + 1))[before] ?? '';
}

/** An owner replies to what the bot sent. */
function replyTo(world: World, quoted: string, text: string): void {
  const original = { stanzaId: 'QUOTED', participant: owner };
  world.greenApi.receive(owner, {
    typeMessage: 'quotedMessage',
    extendedTextMessageData: { text, ...original },
    quotedMessage: { ...original, typeMessage: 'textMessage', textMessage: quoted },
  });
}

async function shown(world: World): Promise<string[]> {
  const args = ['history', 'show', '--phone', phoneOf(chat), '--json'];
  const { stdout } = await wabot(args, { cwd: world.folder, env: world.env });
  const { entries } = JSON.parse(stdout) as { entries: Entry[] };
  return entries.map(({ role, text }) => `${role}: ${text}`);
}

describe('a draft', () => {
  it('waits for an owner, leaves with 1, and is remembered then', async () => {
    await using world = await openDrafting();
    const draft = await asks(world, 'Сколько стоит курс?');
    expect(draft).toMatch(/^№1 /);
    expect(draft).toContain('Сколько стоит курс?');
    expect(draft).toContain('Heard: Сколько стоит курс?');
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
    expect(await shown(world)).toEqual(['customer: Сколько стоит курс?']);
    expect(await says(world, '1')).toMatch(/^✓ №1/);
    expect(await world.replies(chat)).toEqual(['Heard: Сколько стоит курс?']);
    await world.settled();
    expect(await shown(world)).toEqual([
      'customer: Сколько стоит курс?',
      'bot: Heard: Сколько стоит курс?',
    ]);
    expect(await says(world, '1')).toMatch(/^№1: /);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
  });

  it('is dropped with 0, and gives way to the owner’s own text with 2', async () => {
    await using world = await openDrafting();
    await asks(world, 'Сколько стоит курс?');
    expect(await says(world, '0')).toMatch(/^✓ №1/);
    await asks(world, 'А скидки?');
    expect(await says(world, '2 Скидок нет, но есть рассрочка')).toMatch(/^✓ №2/);
    expect(await world.replies(chat)).toEqual(['Скидок нет, но есть рассрочка']);
    await world.settled();
    expect((await shown(world)).at(-1)).toBe('operator: Скидок нет, но есть рассрочка');
  });

  it('is meant by its number or its quotation where several wait; otherwise the bot asks and sends nothing', async () => {
    await using world = await openDrafting();
    await asks(world, 'Сколько стоит курс?');
    const draft = await asks(world, 'Где вы?', other);
    expect(await says(world, '1')).toMatch(/№1, №2|№2, №1/);
    expect([world.heardBy(chat), world.heardBy(other)]).toEqual([[], []]);
    const before = world.heardBy(owner).length;
    replyTo(world, draft, '1');
    await world.replies(owner, before + 1);
    expect(await world.replies(other)).toEqual(['Heard: Где вы?']);
    expect(world.heardBy(chat)).toEqual([]);
    expect(await says(world, '1 #1')).toMatch(/^✓ №1/);
    expect(await world.replies(chat)).toEqual(['Heard: Сколько стоит курс?']);
    expect(await says(world, '1 #77')).toMatch(/^№77: /);
  });

  it('is void once its customer writes again', async () => {
    await using world = await openDrafting();
    await asks(world, 'Сколько стоит курс?');
    await asks(world, 'И где вы?');
    expect(await says(world, '1 #1')).toMatch(/^№1: /);
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
    expect(await says(world, '1')).toMatch(/^✓ №2/);
    expect(await world.replies(chat)).toHaveLength(1);
  });

  it('expires, and its customer hears that the answer comes later, once', async () => {
    await using world = await openDrafting({ WABOT_DRAFT_TTL: '60' });
    await asks(world, 'Сколько стоит курс?');
    world.ahead += 61_000;
    await world.restart();
    expect(await world.replies(chat)).toEqual([builtInPhrases.ru.later]);
    expect(await says(world, '1')).toMatch(/^№1: /);
    await world.restart();
    await world.settled();
    expect(world.heardBy(chat)).toEqual([builtInPhrases.ru.later]);
  });

  it('expires without a word where the bot is to be silent', async () => {
    await using world = await openDrafting({ WABOT_DRAFT_TTL: '60' });
    await asks(world, 'Сколько стоит курс?');
    await world.journal(({ pauses }) =>
      pauses.begin({ chat, reason: 'command', at: Date.now() + world.ahead }),
    );
    world.ahead += 61_000;
    await world.restart();
    expect(await says(world, '1')).toMatch(/^№1: /);
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
  });

  it('is decided by the first owner; the others hear so', async () => {
    await using world = await openDrafting({
      WABOT_OWNERS: `${phoneOf(owner)},${phoneOf(second)}`,
    });
    await asks(world, 'Сколько стоит курс?');
    await world.replies(second);
    await says(world, '1');
    await until(() => expect(world.heardBy(second).length).toBeGreaterThan(1));
    expect(await says(world, '0 #1', second)).toMatch(/^№1: /);
    await world.settled();
    expect(world.heardBy(chat)).toHaveLength(1);
  });

  it('is for a chat that `mode` names; who names nobody to decide is told so', async () => {
    await using world = await openWorld({ env: { WABOT_OWNERS: phoneOf(owner) } });
    const mode = ['mode', '--phone', strangerNamed(chat), 'draft'];
    const set = (WABOT_OWNERS: string) =>
      wabot(mode, { cwd: world.folder, env: { ...world.env, WABOT_OWNERS } });
    expect((await set('')).stderr).toContain('no answer leaves');
    expect((await set(phoneOf(owner))).stderr).not.toContain('no answer leaves');
    expect(await asks(world, 'Сколько стоит курс?')).toMatch(/^№1 /);
    expect(world.heardBy(chat)).toEqual([]);
  });

  it('is nothing to anybody else: the same words are only text', async () => {
    await using world = await openDrafting();
    await asks(world, 'Сколько стоит курс?');
    expect(await asks(world, '1', other)).toContain('«1»');
    await world.settled();
    expect([world.heardBy(chat), world.heardBy(other)]).toEqual([[], []]);
  });

  it('holds back what the bot would say by itself, too', async () => {
    await using world = await openDrafting({}, { openAi: { answer: () => 'Я живой человек!' } });
    expect(await asks(world, 'Сколько стоит курс?')).toContain(builtInPhrases.ru.apology);
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
  });
});

describe('observing', () => {
  it('sends nothing, and writes down what it would have said beside what the owner wrote', async () => {
    await using world = await openWorld({
      env: { WABOT_MODE: 'observe', WABOT_OWNERS: phoneOf(owner) },
    });
    world.greenApi.say(chat, 'Сколько стоит курс?');
    await world.settled();
    world.greenApi.phone.write(chat, '25 000 ₸');
    await world.settled();
    world.greenApi.say(chat, 'А где вы?');
    await world.settled();
    expect([world.heardBy(chat), world.heardBy(owner)]).toEqual([[], []]);
    expect(await shown(world)).toEqual([
      'customer: Сколько стоит курс?',
      'operator: 25 000 ₸',
      'customer: А где вы?',
    ]);
    const cases = await world.journal((journal) => journal.cases.list({ chat }));
    expect(
      cases.map(({ about }) => about.proposal?.[0]?.text ?? about.question).toReversed(),
    ).toEqual(['Heard: Сколько стоит курс?', '25 000 ₸', 'Heard: А где вы?']);
  });
});
