import type { Journal, Waiting } from '../kinds/journal.ts';
import { isSuspect, isUnspeakable } from './suspects.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';
import { asGivenUp } from '../kinds/turn-record.ts';
import { givenUpHonestly } from '../turn/left-writes.ts';
import { recordOf } from '../turn/records.ts';
import type { TurnResult } from '../turn/turn.ts';

/** Why a message is a dead letter on which the process died. */
export const deadlyReason = 'turn.deadly';

/** Notes in the journal that a turn on these messages begins, before anything of them is looked at: what follows may end the process. */
export async function noteBegun(
  chat: string,
  waiting: readonly Waiting[],
  { turns, log }: Pick<Journal, 'turns'> & Pick<TurnDependencies, 'log'>,
): Promise<void> {
  const isAlone = waiting.some(isSuspect);
  const deaths = Math.max(...waiting.map((message) => message.deaths));
  if (isAlone) log.warn('turn-suspect', { chat, messages: idsOf(waiting), deaths });
  await turns.mark(chat, idsOf(waiting), isAlone ? 'alone' : 'beside others');
}

/** Ids of messages, in order. */
export function idsOf(waiting: readonly Waiting[]): string[] {
  return waiting.map(({ inbound }) => inbound.id);
}

/**
 * How a message ends that ends the process: with an apology or, where a try of its turn wrote, with an honest line. Nothing of what it says is looked at once more; where the memory
 * of its chat fails, or is too much itself, the apology is in the language of the business.
 */
export async function lastWords(
  chat: string,
  waiting: readonly Waiting[],
  dependencies: TurnDependencies,
): Promise<TurnResult> {
  const { history, phrases, languages, now } = dependencies;
  const isHushed = waiting.some(isUnspeakable);
  const recalled = isHushed ? undefined : await history.recall(chat).catch(() => undefined);
  const language = recalled?.facts.language ?? languages[0] ?? 'ru';
  const messages = waiting.map(({ inbound }) => inbound);
  const contents = { entries: [], facts: { apologizedAt: now() } };
  const memory = recalled ?? { entries: [], facts: {}, known: false };
  const about = { chat, messages, memory, language, contents };
  const honest = isHushed
    ? undefined
    : await givenUpHonestly(about, dependencies).catch(() => undefined);
  if (honest) return honest;
  const record = recordOf(chat, messages, now(), contents);
  return { language, replies: [{ text: phrases[language].apology }], record: asGivenUp(record) };
}
