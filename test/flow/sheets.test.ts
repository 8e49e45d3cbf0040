import { describe, expect, it } from 'vitest';
import { email, privateKey } from '../plugins/prompt/google-docs/fake.ts';
import { SpreadsheetServer, type PlayedTab } from '../plugins/knowledge/spreadsheet-server.ts';
import { customer, dialogueOf } from './dialogue.ts';
import { openWorld, until } from './world.ts';

const chat = customer(1);

function prices(price: string): PlayedTab {
  return {
    title: 'Прайс',
    rows: [
      ['Услуга', 'Цена'],
      ['Стрижка', price],
    ],
  };
}

/** A model that says the price of its row. */
const priceIn = (heard: Parameters<typeof dialogueOf>[0]): string =>
  /\| Стрижка \| ([^|]+) \|/.exec(dialogueOf(heard).system)?.[1] ?? 'не знаю';

async function openSheet(env: Record<string, string>) {
  const sheet = await SpreadsheetServer.start(prices('5 000 ₸'));
  const world = await openWorld({
    env: {
      GOOGLE_SHEETS_ID: `https://docs.google.com/spreadsheets/d/${sheet.id}/edit#gid=0`,
      GOOGLE_API_URL: sheet.url,
      WABOT_KNOWLEDGE_REFRESH: '1s',
      WABOT_LOOP_GUARD: 'false',
      WABOT_CHAT_HOURLY: '0',
      ...env,
    },
    openAi: { answer: priceIn },
    idle: true,
  });
  return { sheet, world };
}

const ways = {
  'of a service account': {
    GOOGLE_SHEETS_TABS: 'Прайс',
    GOOGLE_SERVICE_ACCOUNT: email,
    GOOGLE_PRIVATE_KEY: privateKey.replaceAll('\n', String.raw`\n`),
  },
  'shared by link': { GOOGLE_SHEETS_TABS: '*' },
};

describe.each(Object.entries(ways))('a sheet %s', (_, env) => {
  it('brings its changed price to the next answer, and its last good outlives every failure and a restart', async () => {
    const { sheet, world } = await openSheet(env);
    await using _sheet = sheet;
    await using _world = world;
    await world.start();
    expect(await world.ask(chat, 'Сколько стоит стрижка?')).toBe('5 000 ₸');
    sheet.tabs = [prices('5 500 ₸')];
    await until(async () => expect(await world.ask(chat, 'А теперь?')).toBe('5 500 ₸'));
    const ready = async (): Promise<unknown> => (await fetch(`${world.url}/ready`)).json();
    for (const instead of [{ line: 'drop' as const }, { status: 503 }, { status: 429 }]) {
      sheet.instead = instead;
      await until(async () => expect(JSON.stringify(await ready())).toMatch(/Google/));
      expect(await world.ask(chat, 'И?')).toBe('5 500 ₸');
      sheet.instead = undefined;
      await until(async () => expect(JSON.stringify(await ready())).not.toMatch(/Google/));
    }
    sheet.tabs = [];
    sheet.instead = { line: 'drop' };
    await world.restart();
    expect(await world.ask(chat, 'А после?')).toBe('5 500 ₸');
  });
});
