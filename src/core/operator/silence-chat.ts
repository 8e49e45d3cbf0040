import type { Journal } from '../kinds/journal.ts';
import type { Pause } from '../kinds/pauses.ts';
import { Echoes } from '../people/echoes.ts';
import { isInForce } from '../people/standing.ts';

/** Silences the bot in a chat, or in all, from now on; for so many milliseconds, or until somebody ends it. Resolves with the pause that holds. */
export async function silenceChat(
  { pauses }: Pick<Journal, 'pauses'>,
  chat: string | undefined,
  { at, forMs }: { at: number; forMs?: number | undefined },
): Promise<Pause> {
  const where = chat === undefined ? {} : { chat };
  const until = forMs === undefined ? {} : { until: at + forMs };
  await pauses.begin({ ...where, reason: 'command', at, ...until });
  const all = chat === undefined ? await pauses.list() : await pauses.of(chat);
  const found = all.find((pause) => pause.chat === chat && isInForce(pause, at));
  return found ?? { ...where, reason: 'command', at, begunAt: at, ...until };
}

/** Lets the bot answer again in a chat, or in all. `ended`: how many pauses held; `was`: whether it was silent there at all. */
export async function endSilence(
  { pauses }: Pick<Journal, 'pauses'>,
  chat: string | undefined,
  now: number,
): Promise<{ ended: number; was: boolean }> {
  const everywhere = (await pauses.of(chat ?? '')).some(
    (pause) => pause.chat === undefined && isInForce(pause, now),
  );
  const ended = await pauses.end(chat, now);
  return { ended, was: ended > 0 || everywhere };
}

/** Blocks a chat, or ends that; a running bot goes by it at once. Resolves when no send of the chat is under way any more. */
export async function blockChat(
  { rules, outbox, finished }: Pick<Journal, 'rules' | 'outbox' | 'finished'>,
  chat: string,
  blocked: boolean,
): Promise<void> {
  await rules.set(chat, { blocked: blocked ? true : undefined });
  await new Echoes({ outbox, finished, now: Date.now }).quiet(chat);
}
