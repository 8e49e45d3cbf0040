import type { Waiting } from '../kinds/journal.ts';

/** After so many lives of a process that ended in the midst of a turn on it, a message is a suspect: its turns are taken alone. */
const suspectAfter = 3;

/** A message that ended so many lives with nothing beside it is deadly. */
const deadlyAfter = 2;

/** Whether the next turn on a message has to be taken with nothing else beside it. */
export function isSuspect({ deaths }: Pick<Waiting, 'deaths'>): boolean {
  return deaths >= suspectAfter;
}

/** Whether a message is not tried any more: nothing but this message can have ended the process. */
export function isDeadly({ lonelyDeaths }: Pick<Waiting, 'lonelyDeaths'>): boolean {
  return lonelyDeaths >= deadlyAfter;
}

/** Whether even the apology for a deadly message ended the process. */
export function isUnspeakable({ lonelyDeaths }: Pick<Waiting, 'lonelyDeaths'>): boolean {
  return lonelyDeaths > deadlyAfter;
}

/** The messages of a chat that its next turn is about: those before the first suspect, or that one by itself. */
export function nextMessages(waiting: readonly Waiting[]): readonly Waiting[] {
  const first = waiting.findIndex(isSuspect);
  return first === -1 ? waiting : waiting.slice(0, Math.max(first, 1));
}

/**
 * The messages of a turn that a process took up and died in, without newer ones: a model that acts by itself may have been told
 * of these, and knows them again by that. All where there was none.
 */
export function begunTogether(waiting: readonly Waiting[]): readonly Waiting[] {
  const newer = waiting.findIndex(({ deaths }) => deaths === 0);
  return newer > 0 ? waiting.slice(0, newer) : waiting;
}

/**
 * A process is to have lived this long before it tries a message once more that ended a life alone, milliseconds. Where something
 * else ends processes one after the other, it ends this one earlier: then it was not the message.
 */
const proofOfLifeMs = 5_000;

/** Before which moment these messages are not tried by a process that lives since `bornAt`; 0: at once. Unix milliseconds. */
export function trialAt(messages: readonly Waiting[], bornAt: number): number {
  const hasKilled = messages.some(
    (message) => isSuspect(message) && message.lonelyDeaths > 0 && !isDeadly(message),
  );
  return hasKilled ? bornAt + proofOfLifeMs : 0;
}
