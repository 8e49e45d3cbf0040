import { url, type Setting } from '../../../core/plugin-api/settings.ts';

/** Telegram's own server. */
const telegramUrl = 'https://api.telegram.org';

/** The token of a bot, which becomes a part of every address. */
function botToken(env: string): Setting<string | undefined> {
  return {
    env,
    summary: 'Token of the Telegram bot that brings you alerts, from @BotFather',
    secret: true,
    optional: true,
    goesTo: [['apiUrl']],
    parse(value) {
      if (/^\d{1,20}:[\w-]{10,100}$/.test(value)) return value;
      throw new Error(
        'must be a token as @BotFather gives it: digits, a colon, letters and digits',
      );
    },
  };
}

/** A chat: a person's is a number, a group's a negative one, a public channel has a name. */
function chatId(env: string): Setting<string | undefined> {
  return {
    env,
    summary:
      'Telegram chat in which you get alerts, by its number; `wabot init` finds it once you have pressed Start there',
    example: '123456789',
    optional: true,
    parse(value) {
      if (/^-?\d{1,20}$/.test(value) || /^@\w{3,64}$/.test(value)) return value;
      throw new Error(
        `must be the number of a Telegram chat or the @name of a channel, not "${value}"`,
      );
    },
  };
}

/** Everything that the route must be told. */
export const settings = {
  token: botToken('TELEGRAM_BOT_TOKEN'),
  chat: chatId('TELEGRAM_CHAT_ID'),
  apiUrl: url('TELEGRAM_API_URL', {
    summary:
      'Address of the Telegram Bot API: Telegram, or a server of your own where it is blocked',
    default: telegramUrl,
  }),
};
