import { definePlugin } from '../../../core/kinds/plugin.ts';
import { settings } from './settings.ts';
import { TelegramPairing } from './pairing.ts';

export default definePlugin({
  kind: 'alert',
  version: 1,
  name: 'telegram',
  summary: 'A chat in Telegram, through a bot of your own',
  settings,
  prefixes: ['TELEGRAM_'],
  configured: ({ token, chat }) => token !== undefined || chat !== undefined,
  problems: ({ token, chat }) => [
    ...(token === undefined
      ? ['TELEGRAM_BOT_TOKEN is not set, but TELEGRAM_CHAT_ID is: both are needed']
      : []),
    ...(chat === undefined
      ? [
          'TELEGRAM_CHAT_ID is not set, but TELEGRAM_BOT_TOKEN is: both are needed; `wabot init` finds it',
        ]
      : []),
  ],
  async create({ token = '', chat = '', apiUrl }, world) {
    const { TelegramRoute } = await import('./telegram-route.ts');
    return new TelegramRoute({ token, chat, apiUrl, world });
  },
  pairing: ({ token = '', apiUrl }, world) => new TelegramPairing({ token, apiUrl, world }),
  async check({ token = '', chat = '', apiUrl }, world, signal) {
    const { checkTelegram } = await import('./check.ts');
    return checkTelegram({ token, chat, apiUrl, world }, signal);
  },
});
