import type { Waiting } from './kinds/journal.ts';

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
 * For each message that has ended a life alone a process is to have lived so long before it tries the first of them once more,
 * milliseconds. Where something else ends processes, it ends one that lives longer, too: then it was not the message. That
 * several messages ended lives alone says that something else does.
 */
const proofOfLifeMs = 5_000;

/** When suspects are tried in one life of a process. */
export class Trials {
  readonly #bornAt: number;
  /** Ids of messages that have ended a life alone, by chat, as far as they were seen. */
  readonly #lonely = new Set<string>();

  /** @param bornAt when this life began, Unix milliseconds */
  constructor(bornAt: number) {
    this.#bornAt = bornAt;
  }

  /** Before which moment these messages of a chat's next turn are not to be tried; 0: at once. Unix milliseconds. */
  notBefore(messages: readonly Waiting[]): number {
    const lonely = messages.filter((message) => isSuspect(message) && message.lonelyDeaths > 0 && !isDeadly(message));
    for (const { inbound } of lonely) this.#lonely.add(JSON.stringify([inbound.chat, inbound.id]));
    return lonely.length === 0 ? 0 : this.#bornAt + proofOfLifeMs * this.#lonely.size;
  }
}
