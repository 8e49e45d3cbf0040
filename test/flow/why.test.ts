import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OpenAiOptions } from '../../src/sandbox/openai/index.ts';
import { wabotHere, type RanHere } from '../cli.ts';
import { customer } from './dialogue.ts';
import { strangerNamed } from './messenger.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(1);

/** A model that looks into the documents once where it may. */
const looksUp: NonNullable<OpenAiOptions['answer']> = ({ messages, parameters }) =>
  parameters['tools'] === undefined || messages.at(-1)?.role === 'tool'
    ? 'Хорошо'
    : { name: 'find_rows', arguments: { query: 'маникюр' } };

async function openShop(): Promise<World> {
  const world = await openWorld({
    env: { WABOT_KNOWLEDGE_TOKENS: '0', WABOT_KNOWLEDGE_REFRESH: '1h' },
    openAi: { answer: looksUp },
    idle: true,
  });
  world.env['WABOT_KNOWLEDGE'] = join(world.folder, 'docs');
  await mkdir(join(world.folder, 'docs'));
  return world;
}

async function put(world: World, price: string): Promise<void> {
  const csv = `Услуга;Цена\nСтрижка;${price}\nМаникюр;7 000 ₸`;
  await writeFile(join(world.folder, 'docs', 'prices.csv'), csv);
}

function run(world: World, ...args: string[]): Promise<RanHere> {
  return wabotHere(args, { cwd: world.folder, env: world.env });
}

const row = (price: string): string => `📄 [prices.csv] Услуга: Стрижка; Цена: ${price}`;

describe('replay --why', () => {
  it('shows what a reply rested on as it was then, and what it would rest on now', async () => {
    await using world = await openShop();
    await put(world, '5 000 ₸');
    await world.start();
    const id = world.greenApi.say(chat, 'Сколько стоит стрижка?');
    await world.settled();
    await world.stop();
    await put(world, '5 500 ₸');
    expect((await run(world, 'knowledge', 'sync')).value).toMatchObject({ version: 'kb-2' });

    const why = await run(world, 'replay', id, '--why');
    expect(why.stderr.split('\n')).toEqual(
      expect.arrayContaining([
        'The reply of then rested on:',
        'documents kb-1, passages found: 2',
        row('5 000 ₸'),
        'find_rows {"query":"маникюр"}: documents kb-1, passages found: 1',
        'This one rests on:',
        'documents kb-2, passages found: 2',
        row('5 500 ₸'),
      ]),
    );
    expect(why.value).toMatchObject({
      earlier: {
        bases: [
          { version: 'kb-1', isKept: true, count: 2, passages: [{ row: true }, {}] },
          { version: 'kb-1', call: 'find_rows {"query":"маникюр"}' },
        ],
      },
      knowledgeVersion: 'kb-2',
    });

    await rm(join(world.folder, 'data/knowledge/1.json'));
    const gone = await run(world, 'replay', id, '--why');
    expect(gone.stderr).toContain(
      'documents kb-1, which are not kept any more: what they said cannot be shown',
    );
    expect(gone.stderr).not.toContain('5 000');
    expect(gone.value).toMatchObject({
      earlier: { bases: [{ version: 'kb-1', isKept: false }, { isKept: false }] },
    });
  });
});

describe('chat --verbose', () => {
  it('shows the passages', async () => {
    await using world = await openShop();
    await put(world, '5 000 ₸');
    const said = await run(
      world,
      'chat',
      'Сколько стоит?',
      '--phone',
      strangerNamed(customer(1)),
      '--verbose',
    );
    expect(said.stderr).toContain(`documents kb-1, passages found: 2\n${row('5 000 ₸')}`);
  });
});
