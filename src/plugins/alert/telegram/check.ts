import { fine, problemOf, type Finding } from '../../../core/kinds/finding.ts';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import { askTelegram, callTelegram, type TelegramBot } from './api.ts';
import { toTelegramError } from './failure.ts';

/** Whether the token is right and the bot can see the chat. Sends nothing. Rejects with a WabotError where Telegram cannot be asked. */
export async function checkTelegram(
  { chat, ...bot }: TelegramBot & { chat: string },
  signal: AbortSignal,
): Promise<Finding[]> {
  const name = botName(await askTelegram(bot, 'getMe', {}, signal));
  const outcome = await callTelegram(bot, 'getChat', { chat_id: chat }, signal);
  if ('failure' in outcome)
    return [fine(`Telegram knows the bot ${name}`), problemOf(toTelegramError(outcome.failure))];
  return [fine(`${name} reaches the chat of TELEGRAM_CHAT_ID`)];
}

/** `@name` of a bot by what `getMe` answers; it is public. */
export function botName(me: unknown): string {
  const { username } = fieldsOf(me);
  return typeof username === 'string' && /^\w{1,64}$/.test(username) ? `@${username}` : 'the bot';
}
