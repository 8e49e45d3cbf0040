import { install } from 'undici';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/core/kinds/alert.ts';
import { readSettings } from '../../../src/core/settings/read-settings.ts';
import plugin from '../../../src/plugins/alert/telegram/index.ts';
import { alertSuite } from '../../../src/suites/index.ts';
import { startLoopback, testWorld, valuesFor, type Heard, type Says } from '../openai/loopback.ts';
import { playVendor } from '../openai/vendor.ts';
import { chat, failed, TelegramServer, token } from './telegram-server.ts';

beforeAll(() => install());

const live = (): AbortSignal => new AbortController().signal;
const alert: Alert = {
  id: 'a',
  topic: 'alert.account',
  title: 'Т',
  text: '',
  level: 'problem',
  at: 0,
};

/** What Telegram says, with the words of the request as its errors may repeat them. */
const troubles: Record<string, (heard: Heard) => Says> = {
  busy: (heard) =>
    failed(429, `Too Many Requests: retry after 7 ${said(heard)}`, { retry_after: 7 }),
  fault: (heard) => failed(502, `Bad Gateway ${said(heard)}`),
  malformed: () => ({ body: '<html>Welcome</html>' }),
  key: (heard) => failed(401, `Unauthorized ${said(heard)}`),
  refused: (heard) => failed(400, `Bad Request: can't parse entities ${said(heard)}`),
};

function said(heard: Heard): string {
  return `${heard.path} ${heard.body.toString('utf8')}`;
}

async function over(says: (heard: Heard) => Says, environment: Record<string, string> = {}) {
  const server = await startLoopback(says);
  const world = testWorld();
  const given = {
    TELEGRAM_API_URL: server.baseUrl,
    TELEGRAM_BOT_TOKEN: token,
    TELEGRAM_CHAT_ID: chat,
  };
  const values = valuesFor(plugin.settings, { ...given, ...environment });
  const route = await plugin.create(values, world);
  return {
    route,
    values,
    world,
    server,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

describe('alert/telegram', () => {
  alertSuite(it, async () => {
    const telegram = new TelegramServer();
    const { loopback, vendor, close } = await playVendor(
      (heard) => telegram.answer(heard),
      troubles,
    );
    const environment = {
      TELEGRAM_API_URL: loopback.baseUrl,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_CHAT_ID: chat,
    };
    return {
      route: await plugin.create(valuesFor(plugin.settings, environment), testWorld()),
      arrived: () => telegram.written.map(({ text }) => ({ shown: text })),
      vendor: { ...vendor, secrets: [token] },
      close,
    };
  });

  it('writes plain text without previews of links', async () => {
    await using at = await over(() => ({ body: { ok: true, result: {} } }));
    await at.route.send({ ...alert, text: 'https://wa.me/77001234567 <b>' }, live());
    expect(JSON.parse(String(at.server.heard[0]?.body))).toEqual({
      chat_id: chat,
      text: 'Т\n\nhttps://wa.me/77001234567 <b>',
      link_preview_options: { is_disabled: true },
    });
  });

  it.each([
    [failed(403, 'Forbidden: bot was blocked by the user'), 'service.telegram.blocked', false],
    [
      failed(403, 'Forbidden: bot was kicked from the group chat'),
      'service.telegram.blocked',
      false,
    ],
    [failed(400, 'Bad Request: chat not found'), 'service.telegram.chat', false],
    [failed(400, 'Bad Request: user is deactivated'), 'service.telegram.blocked', false],
    [failed(404, 'Not Found'), 'service.telegram.token', false],
    [failed(429, 'Too Many Requests', { retry_after: 31 }), 'service.telegram.rate-limit', true],
    [{ ...failed(500, 'Internal Server Error') }, 'service.telegram.unavailable', true],
    [
      { status: 302, headers: { location: 'https://example.com' } },
      'service.telegram.refused',
      false,
    ],
  ])('understands %j', async (says, code, retryable) => {
    await using at = await over(() => says);
    await expect(at.route.send(alert, live())).rejects.toMatchObject({ code, retryable });
  });

  it('waits as long as Telegram says, within an hour', async () => {
    await using at = await over(() => failed(429, 'Too Many Requests', { retry_after: 999_999 }));
    await expect(at.route.send(alert, live())).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
  });

  it('follows a group that has become a supergroup', async () => {
    const moved = failed(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: -1_001_234_567_890,
    });
    await using at = await over((heard) =>
      String(heard.body).includes('-1001234567890') ? { body: { ok: true, result: {} } } : moved,
    );
    await at.route.send(alert, live());
    await at.route.send(alert, live());
    expect(at.server.heard).toHaveLength(3);
    expect(at.world.events).toMatchObject([{ event: 'telegram-chat-moved', level: 'warn' }]);
  });

  it('knows that what nobody listens to has not arrived', async () => {
    const at = await over(() => ({}));
    await at[Symbol.asyncDispose]();
    await expect(at.route.send(alert, live())).rejects.toMatchObject({
      code: 'service.telegram.unreachable',
      outcomeUnknown: false,
    });
  });
});

describe('its settings', () => {
  const problems = (environment: Record<string, string>): string[] => {
    const { values, problems: wrong } = readSettings(plugin.settings, environment);
    if (wrong.length > 0) return wrong;
    return plugin.configured?.(values) ? (plugin.problems?.(values) ?? []) : ['not configured'];
  };

  it.each([
    [{}, ['not configured']],
    [{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_CHAT_ID: chat }, []],
    [{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_CHAT_ID: '-1001234567890' }, []],
    [{ TELEGRAM_BOT_TOKEN: token, TELEGRAM_CHAT_ID: '@flora_alerts' }, []],
    [{ TELEGRAM_BOT_TOKEN: token }, [expect.stringMatching(/^TELEGRAM_CHAT_ID is not set/)]],
    [{ TELEGRAM_CHAT_ID: chat }, [expect.stringMatching(/^TELEGRAM_BOT_TOKEN is not set/)]],
    [{ TELEGRAM_CHAT_ID: 'me' }, [expect.stringMatching(/^TELEGRAM_CHAT_ID must be the number/)]],
  ])('%j', (environment, expected) => expect(problems(environment)).toEqual(expected));

  it('never repeat a wrong token', () => {
    const [problem] = problems({ TELEGRAM_BOT_TOKEN: 'AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw' });
    expect(problem).toMatch(/^TELEGRAM_BOT_TOKEN must be a token as @BotFather gives it/);
    expect(problem).not.toContain('AAHdq');
  });
});

describe('its check', () => {
  const check = async (environment: Record<string, string>, says?: (heard: Heard) => Says) => {
    const telegram = new TelegramServer();
    await using at = await over(says ?? ((heard) => telegram.answer(heard)), environment);
    return await plugin.check?.(at.values, at.world, live());
  };

  it('names the bot and finds the chat, and writes nothing', async () => {
    expect(await check({})).toEqual([
      { level: 'ok', message: '@flora_alert_bot reaches the chat of TELEGRAM_CHAT_ID' },
    ]);
  });

  it('says what to do where the chat is not known', async () => {
    expect(await check({ TELEGRAM_CHAT_ID: '42' })).toMatchObject([
      { level: 'ok' },
      {
        level: 'problem',
        code: 'service.telegram.chat',
        suggestions: [expect.stringContaining('press Start')],
      },
    ]);
  });

  it('rejects where the token is not known', async () => {
    const unknown = { TELEGRAM_BOT_TOKEN: '1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' };
    await expect(check(unknown)).rejects.toMatchObject({ code: 'service.telegram.token' });
  });
});

describe('its pairing', () => {
  it('finds the chat of whoever pressed Start behind the link, and of nobody else', async () => {
    const telegram = new TelegramServer();
    await using at = await over((heard) => telegram.answer(heard));
    const pairing = plugin.pairing?.(at.values, at.world);
    const invitation = (await pairing?.invite(live())) ?? '';
    const [, code] =
      /^Open https:\/\/t\.me\/flora_alert_bot\?start=([\w-]+) in Telegram/.exec(invitation) ?? [];
    const wrote = (id: number, from: number, text: string) => ({
      update_id: id,
      message: { message_id: id, chat: { id: from, type: 'private' }, text },
    });
    telegram.updates = [{ update_id: 1 }, wrote(2, 666, '/start'), wrote(3, 667, '/start guess')];
    const found = pairing?.chat(live());
    telegram.updates.push(wrote(4, 123_456_789, `/start ${code}`));
    expect(await found).toBe('123456789');
  });

  it('ends with its signal, and says where something else receives the messages', async () => {
    await using quiet = await over(() => ({ body: { ok: true, result: [] } }));
    const leaving = new AbortController();
    const waiting = plugin.pairing?.(quiet.values, quiet.world).chat(leaving.signal);
    leaving.abort(new Error('Ctrl+C'));
    await expect(waiting).rejects.toThrow('Ctrl+C');
    await using taken = await over(() =>
      failed(409, 'Conflict: terminated by other getUpdates request'),
    );
    await expect(plugin.pairing?.(taken.values, taken.world).chat(live())).rejects.toMatchObject({
      code: 'service.telegram.conflict',
    });
  });
});
