import { json, startLoopback, type Heard } from '../plugins/openai/loopback.ts';
import { chat, TelegramServer, token } from '../plugins/alert/telegram-server.ts';

export const alertSecret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
export const owner = '77001112233';

/** Telegram and a receiver of webhooks on loopback, at some distance. */
export interface AlertReceivers extends AsyncDisposable {
  telegram: TelegramServer;
  /** What came by webhook: its id and its title, in order. */
  events: { id: string; title: string; type: string }[];
  /** The settings by which a bot tells them, and the owner in WhatsApp. */
  env: Record<string, string>;
}

export async function startAlertReceivers(latencyMs = (): number => 0): Promise<AlertReceivers> {
  const telegram = new TelegramServer();
  const events: AlertReceivers['events'] = [];
  const later = async <T>(value: T): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, latencyMs()));
    return value;
  };
  const bot = await startLoopback((heard) => later(telegram.answer(heard)));
  const hook = await startLoopback((heard) => {
    events.push(eventOf(heard));
    return later({ status: 204 });
  });
  return {
    telegram,
    events,
    env: {
      WABOT_OWNERS: owner,
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_CHAT_ID: chat,
      TELEGRAM_API_URL: bot.baseUrl,
      WABOT_ALERT_WEBHOOK: hook.baseUrl,
      WABOT_ALERT_SECRET: alertSecret,
    },
    async [Symbol.asyncDispose]() {
      await bot[Symbol.asyncDispose]();
      await hook[Symbol.asyncDispose]();
    },
  };
}

function eventOf(heard: Heard): AlertReceivers['events'][number] {
  const { type, data } = json(heard) as { type: string; data: { title: string } };
  return { id: String(heard.headers['webhook-id']), title: data.title, type };
}
