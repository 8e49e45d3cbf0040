import { unlessAborted } from '../deadline.ts';
import { dialogue, toEntry } from './dialogue.ts';
import { askFit } from './fit-answer.ts';
import type { ConversationMemory } from '../history/history.ts';
import type { Heard } from '../hearing/heard.ts';
import { composeInstructions, type Situation } from './instructions.ts';
import type { Inbound, Reply } from '../kinds/channel.ts';
import type { Consequences } from '../kinds/journal.ts';
import type { Answer, Question } from '../kinds/model.ts';
import type { Prompt } from '../kinds/prompt.ts';
import type { Language } from '../language/index.ts';
import { lateLine } from './late-message.ts';
import type { Log } from '../log.ts';
import type { PhraseName } from '../phrases/phrases.ts';
import { textOf } from './reply-form.ts';
import { wantsVoice, type VoiceReply } from '../settings/bot-settings.ts';
import { replyMessages, type Disclosing } from './reply-messages.ts';
import type { BusinessHours } from '../time/business-hours.ts';
import { speechUsage, usageWithoutAnswer } from './speech-usage.ts';
import { turnLanguage } from '../understanding/turn-language.ts';
import type { ChatFacts, Entry, TurnRecord } from '../kinds/turn-record.ts';
import {
  understand,
  customerWords,
  type Hearer,
  type Understood,
} from '../understanding/understood.ts';

/** What a turn needs from the rest of the bot. `hear` and `ask` bring their own retries. */
export interface TurnParts extends Disclosing, Hearer {
  recall(chat: string): Promise<ConversationMemory>;
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  prompt: Prompt;
  /** Languages of the business; the first is the default. */
  languages: readonly Language[];
  /** When the business is open. */
  hours: BusinessHours;
  /** From this age on a message is answered as a late one, milliseconds; absent: from none. */
  staleMs?: number;
  /** The model that hears, where that is known. */
  speechModel?: string;
  /** Which answers are spoken; absent: none. */
  voiceReply?: VoiceReply;
  /** Values that no answer may hold. */
  secrets?: readonly string[];
  log?: Pick<Log, 'info' | 'warn'>;
  now(): number;
}

export interface TurnResult {
  language: Language;
  /** Messages for the customer, in order; empty when there is nothing (new) to say. */
  replies: Reply[];
  record: TurnRecord;
  /** What else the turn brings about, true together with its end or not at all. */
  brings?: Consequences;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Works out what to say to one chat about these messages. Reads top to bottom, sends and stores nothing, so it can run
 * again. Rejects when the model or the speech recognition does, or with the signal's reason.
 */
export async function takeTurn(
  chat: string,
  messages: readonly Inbound[],
  parts: TurnParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const { facts, known, ...past } = await unlessAborted(parts.recall(chat), signal);
  const [understood, prompt] = await Promise.all([
    understandAll(messages, facts.language, parts, signal),
    parts.prompt.load(signal),
  ]);
  const said = understood.filter((part) => part.text !== undefined).map(toEntry);
  const { language, ...tongues } = await languageOf(chat, understood, facts, parts);
  if (said.length === 0) return fixedReply(chat, messages, understood, facts, language, parts);

  const own = tongues.foreign === undefined ? language : undefined;
  const spoke = said.at(-1)?.voice === true;
  const voice = wantsVoice(parts.voiceReply, spoke) ? (own ?? 'other') : undefined;
  const instructions = composeInstructions({
    prompt: prompt.text,
    language,
    ...tongues,
    first: !known,
    voice: said.some((entry) => entry.voice === true),
    spoken: voice !== undefined,
    ...timesOf(messages, parts),
  });
  const question = { ...instructions, messages: dialogue(past, understood) };
  const wanted = { language: own, alsoUsed: tongues.alsoUsed };
  const answer = await askFit(wanted, chat, question, parts, signal);
  const replies = replyMessages(answer, parts, { first: known ? undefined : language, voice });
  const record = recordOf(chat, messages, parts.now(), {
    entries: [...said, reply(messages, textOf(replies), parts.now())],
    facts: own === undefined ? {} : { language },
    promptVersion: prompt.version,
    model: answer.model,
    usage: { ...answer.usage, ...speechUsage(notesOf(understood), parts.speechModel) },
  });
  return { language, replies, record };
}

function languageOf(
  chat: string,
  understood: readonly Understood[],
  facts: ChatFacts,
  parts: TurnParts,
): ReturnType<typeof turnLanguage> {
  return turnLanguage(chat, customerWords(understood), facts, parts);
}

function understandAll(
  messages: readonly Inbound[],
  language: Language | undefined,
  parts: TurnParts,
  signal: AbortSignal,
): Promise<Understood[]> {
  return Promise.all(messages.map((message) => understand(message, language, parts, signal)));
}

/** The time of the answer and, where that is another, when the messages were written. */
function timesOf(messages: readonly Inbound[], parts: TurnParts): Pick<Situation, 'time' | 'late'> {
  const { hours, staleMs } = parts;
  const { timeZone, dayOf } = hours;
  const now = parts.now();
  return {
    time: hours.linesFor(now),
    late: lateLine(messages, { now, timeZone, dayOf, staleMs }),
  };
}

/** The reply when there is no text to answer: one of the bot's own phrases, or nothing when it was said today already. */
function fixedReply(
  chat: string,
  messages: readonly Inbound[],
  understood: readonly Understood[],
  facts: ChatFacts,
  language: Language,
  { phrases, now, speechModel }: TurnParts,
): TurnResult {
  const usage = usageWithoutAnswer(notesOf(understood), speechModel);
  const say = (name: PhraseName, update: ChatFacts): TurnResult => ({
    language,
    replies: [{ text: phrases[language][name] }],
    record: recordOf(chat, messages, now(), { entries: [], facts: update, ...usage }),
  });
  const problem = understood.find((part) => part.problem !== undefined)?.problem;
  if (problem !== undefined) return say(problem, {});
  const hinted = facts.hintedAt !== undefined && now() - facts.hintedAt < dayMs;
  if (!hinted) return say('unsupported', { hintedAt: now() });
  return {
    language,
    replies: [],
    record: recordOf(chat, messages, now(), { entries: [], facts: {} }),
  };
}

function notesOf(understood: readonly Understood[]): Heard[] {
  return understood.flatMap(({ heard }) => heard ?? []);
}

type Contents = Pick<TurnRecord, 'entries' | 'facts' | 'promptVersion' | 'model' | 'usage'>;

/** The record of a turn about these messages; its id is the same when the turn runs again. */
export function recordOf(
  chat: string,
  messages: readonly Inbound[],
  at: number,
  contents: Contents,
): TurnRecord {
  return { id: turnId(chat, messages), chat, at, ...contents };
}

function turnId(chat: string, messages: readonly Inbound[]): string {
  return `${chat}/${messages.at(-1)?.id ?? ''}`;
}

function reply(messages: readonly Inbound[], text: string, at: number): Entry {
  return { id: `reply:${messages.at(-1)?.id ?? ''}`, role: 'bot', text, at };
}
