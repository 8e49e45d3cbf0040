import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError, WabotError } from '../errors.ts';
import type { History } from '../history/history.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Due, Journal } from '../kinds/journal.ts';
import type { Log } from '../log.ts';
import { Sender } from '../delivery/sender.ts';
import { splitMessage } from '../split/index.ts';
import type { TurnRecord } from '../kinds/turn-record.ts';

/** How often the outbox is looked at for whether a message is out, milliseconds. */
const lookPauseMs = 100;

export interface OperatorMessageDependencies {
  journal: Journal;
  channel: Pick<Channel, 'send' | 'find'>;
  history: Pick<History, 'record'>;
  log: Log;
  now(): number;
}

export interface SentAsBot {
  /** The messages that it became, in order. */
  messages: string[];
  /** Who sent them: a running bot that processes the journal, or this process. */
  by: 'serve' | 'this process';
}

/**
 * Says something to a chat that the bot was not asked, through the outbox like every reply, and resolves when it is sent. A
 * bot that runs sends it; where none does, it is sent from here. What the bot said is in the chat's history then. Rejects
 * with a ServiceError when it is not sent within `patienceMs`: it stays in the outbox (`outbox.waiting`), or the channel
 * will never take it (`outbox.given-up`).
 */
export async function sendAsBot(
  chat: string,
  text: string,
  parts: OperatorMessageDependencies,
  patienceMs: number,
  signal: AbortSignal,
): Promise<SentAsBot> {
  const { journal, now } = parts;
  const deadline = now() + patienceMs;
  const alone = await isAlone(journal);
  const messages = splitMessage(text);
  const record = recordOf(chat, messages, now());
  const replies = messages.map((message) => ({ text: message }));
  const own = await journal.outbox.add(chat, replies, record);
  const sent = (): Promise<void> => sentBy(deadline, chat, own, parts, signal);
  if (alone) await sending(chat, parts, sent);
  else await sent();
  return { messages, by: alone ? 'this process' : 'serve' };
}

/** Whether nobody processes the journal; then this process does. */
async function isAlone(journal: Journal): Promise<boolean> {
  if (await journal.ownership.claimed()) return false;
  try {
    await journal.ownership.claim(() => Promise.resolve());
    return true;
  } catch (error) {
    if (error instanceof WabotError && error.code === 'setup.journal.claimed') return false;
    throw error;
  }
}

function recordOf(chat: string, messages: readonly string[], at: number): TurnRecord {
  const id = `said/${crypto.randomUUID()}`;
  return {
    id,
    chat,
    at,
    entries: [{ id: `reply:${id}`, role: 'bot', text: messages.join('\n\n'), at }],
    facts: {},
  };
}

/** Sends the chat's replies while `work` waits for them. The next bot that starts confirms the record of what was said. */
async function sending(
  chat: string,
  { journal, channel, history, log, now }: OperatorMessageDependencies,
  work: () => Promise<void>,
): Promise<void> {
  for (const record of await journal.turns.unremembered())
    if (record.chat === chat) await history.record(record);
  const { outbox, finished } = journal;
  const sender = new Sender({ channel, outbox, finished, log, now });
  sender.wake(chat);
  try {
    await work();
  } finally {
    // What is still under way has had its time: it is left in the outbox, and looked up before the next try.
    await sender.stop(0);
  }
}

/** Resolves when these replies are sent. */
async function sentBy(
  deadline: number,
  chat: string,
  own: readonly Due[],
  { journal, now }: OperatorMessageDependencies,
  signal: AbortSignal,
): Promise<void> {
  const ids = new Set(own.map(({ id }) => id));
  for (;;) {
    const left = (await journal.outbox.due(chat)).filter(({ id }) => ids.has(id));
    if (left.length === 0) return refuseGivenUp(ids, journal);
    signal.throwIfAborted();
    const nextTry = Math.max(...left.map(({ notBefore }) => notBefore));
    if (Math.max(now(), nextTry) >= deadline) throw waiting(left);
    await sleep(lookPauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function waiting(left: readonly Due[]): ServiceError {
  return new ServiceError(
    'outbox.waiting',
    `The message is not sent yet (${reasonOf(left)}). It stays in the outbox and is sent later`,
    {
      retryable: true,
      suggestions: [
        'Leave `wabot serve` running, or start it: it sends what is due.',
        'See `wabot outbox list`.',
      ],
    },
  );
}

function reasonOf(left: readonly Due[]): string {
  if (left.some(({ tries }) => tries > 0)) return 'the messenger could not be reached';
  const isUnderWay = left.some(({ attemptedAt }) => attemptedAt !== undefined);
  return isUnderWay ? 'the messenger has not answered in time' : 'it was not sent in time';
}

/** Rejects when one of these replies left the outbox without being sent. */
async function refuseGivenUp(ids: ReadonlySet<string>, { letters }: Journal): Promise<void> {
  const newest = await letters.list(1_000);
  const given = newest.find(({ reply }) => reply !== undefined && ids.has(reply));
  if (!given) return;
  throw new ServiceError(
    'outbox.given-up',
    `The messenger does not take this message (${given.reason})`,
    {
      retryable: false,
      suggestions: [`Look at it: wabot outbox show ${given.id}`],
    },
  );
}
