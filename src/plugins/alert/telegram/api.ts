import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { atMost, callJson } from '../../json-call.ts';
import { toTelegramError, type Failure } from './failure.ts';

/** The bot and the way to it. */
export interface TelegramBot {
  token: string;
  /** Without a slash at its end. */
  apiUrl: string;
  world: Pick<World, 'fetch' | 'now'>;
}

/** An answer of the Bot API: what was asked for, or why not. */
export type ApiOutcome = { result: unknown } | { failure: Failure };

/** Calls a method of the Bot API (https://core.telegram.org/bots/api). Rejects only with the signal's reason. */
export async function callTelegram(
  { token, apiUrl, world }: TelegramBot,
  method: string,
  parameters: object,
  signal: AbortSignal,
): Promise<ApiOutcome> {
  const url = `${apiUrl}/bot${token}/${method}`;
  const answered = await callJson(world, { url, body: JSON.stringify(parameters) }, signal);
  if (answered.status === undefined) return { failure: { ...answered, text: '' } };
  const { status, body, retryAfterMs } = answered;
  const { ok, result, description, parameters: more } = fieldsOf(body);
  if (ok === true && status >= 200 && status < 300) return { result };
  const { retry_after: wait, migrate_to_chat_id: movedTo } = fieldsOf(more);
  return {
    failure: {
      status,
      text: typeof description === 'string' ? description.toLowerCase() : '',
      retryAfterMs: typeof wait === 'number' ? atMost(wait * 1000) : retryAfterMs,
      movedTo:
        typeof movedTo === 'number' || typeof movedTo === 'string' ? String(movedTo) : undefined,
    },
  };
}

/** The same; rejects with a WabotError, too. */
export async function askTelegram(
  bot: TelegramBot,
  method: string,
  parameters: object,
  signal: AbortSignal,
): Promise<unknown> {
  const outcome = await callTelegram(bot, method, parameters, signal);
  if ('failure' in outcome) throw toTelegramError(outcome.failure);
  return outcome.result;
}
