import type { ConversationMemory } from './history.ts';
import type { Heard, UnclearReason } from './hear.ts';
import { composeInstructions } from './instructions.ts';
import type { Attachment, Inbound, Media, Reply } from './kinds/channel.ts';
import type { Answer, Question } from './kinds/model.ts';
import type { Prompt } from './kinds/prompt.ts';
import type { Language } from './language/index.ts';
import type { Log } from './log.ts';
import type { PhraseName } from './phrases.ts';
import { textOf, wantsVoice, type VoiceReply } from './reply-form.ts';
import { askIn } from './reply-language.ts';
import { replyMessages, type Disclosing } from './reply-messages.ts';
import { speechUsage, usageWithoutAnswer } from './speech-usage.ts';
import { turnLanguage } from './turn-language.ts';
import type { ChatFacts, Entry, TurnRecord } from './turn-record.ts';

/** What a turn needs from the rest of the bot. `hear` and `ask` bring their own retries. */
export interface TurnParts extends Disclosing {
  recall(chat: string): Promise<ConversationMemory>;
  hear(inbound: Inbound, media: Media, previous: Language | undefined, signal: AbortSignal): Promise<Heard>;
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  prompt: Prompt;
  /** Languages of the business; the first is the default. */
  languages: readonly Language[];
  timeZone: string;
  /** The day at the business, in words. */
  dayOf(at: number): string;
  /** The model that hears, where that is known. */
  speechModel?: string;
  /** Which answers are spoken; absent: none. */
  voiceReply?: VoiceReply;
  log?: Pick<Log, 'info' | 'warn'>;
  now(): number;
}

export interface TurnResult {
  language: Language;
  /** Messages for the customer, in order; empty when there is nothing (new) to say. */
  replies: Reply[];
  record: TurnRecord;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Works out what to say to one chat about these messages. Reads top to bottom, sends and stores nothing, so it can run
 * again. Rejects when the model or the ears do, or with the signal's reason.
 */
export async function takeTurn(
  chat: string,
  messages: readonly Inbound[],
  parts: TurnParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const { entries: past, facts, known, ...earlier } = await parts.recall(chat);
  const [understood, prompt] = await Promise.all([
    Promise.all(messages.map((message) => understand(message, facts.language, parts, signal))),
    parts.prompt.load(signal),
  ]);
  const said = understood.filter((part) => part.text !== undefined).map(toEntry);
  const { language, ...tongues } = await turnLanguage(chat, said.map((entry) => entry.text).join('\n'), facts, parts);
  if (said.length === 0) return fixedReply(chat, messages, understood, facts, language, parts);

  const own = tongues.foreign === undefined ? language : undefined;
  const voice = wantsVoice(parts.voiceReply, said.at(-1)?.voice === true) ? (own ?? 'other') : undefined;
  const instructions = composeInstructions({
    prompt: prompt.text,
    language,
    ...tongues,
    first: !known,
    voice: said.some((entry) => entry.voice === true),
    spoken: voice !== undefined,
    name: messages.at(-1)?.name,
    today: parts.dayOf(parts.now()),
    timeZone: parts.timeZone,
    ...earlier,
  });
  const answer = await askIn(own, chat, { ...instructions, messages: dialogue(past, understood) }, parts, signal);
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
  return { language, replies: [], record: recordOf(chat, messages, now(), { entries: [], facts: {} }) };
}

/** One message after listening and reading. `text` is absent when there is nothing to answer in it. */
interface Understood {
  inbound: Inbound;
  text?: string;
  voice?: true;
  /** What became of a voice note. */
  heard?: Heard;
  /** The phrase that tells the customer what was wrong. */
  problem?: PhraseName;
  /** What stands in the dialogue for the model where there is no text, or beside it. */
  note?: string;
}

async function understand(
  inbound: Inbound,
  previous: Language | undefined,
  parts: TurnParts,
  signal: AbortSignal,
): Promise<Understood> {
  const { content } = inbound;
  switch (content.type) {
    case 'text':
      return { inbound, text: content.text, ...(content.attached ? { note: attachmentNote(content.attached) } : {}) };
    case 'voice':
      return fromHeard(inbound, await parts.hear(inbound, content.media, previous, signal));
    case 'unsupported':
      return { inbound, note: attachmentNote(content.attached) };
    case 'unreadable':
      return { inbound, problem: 'repeat', note: '[a message that could not be read]' };
  }
}

/** What is said of a note where "please repeat it" would not help. */
const problems: Partial<Record<UnclearReason, PhraseName>> = { 'too large': 'tooLarge', 'too long': 'tooLong' };

function fromHeard(inbound: Inbound, heard: Heard): Understood {
  if (heard.type === 'understood') return { inbound, text: heard.text, voice: true, heard };
  const problem = problems[heard.reason] ?? 'repeat';
  return { inbound, problem, note: '[a voice message that could not be understood]', heard };
}

function notesOf(understood: readonly Understood[]): Heard[] {
  return understood.flatMap(({ heard }) => heard ?? []);
}

function attachmentNote(attached: Attachment): string {
  return attached === 'other'
    ? '[an attachment that you cannot see]'
    : `[${attached === 'image' ? 'an' : 'a'} ${attached} that you cannot see]`;
}

function toEntry({ inbound, text = '', voice }: Understood): Entry {
  return { id: inbound.id, role: 'customer', text, at: inbound.at, ...(voice ? { voice } : {}) };
}

/** The past and the new messages as the model reads them, each new one in its place with what belongs to it. */
function dialogue(past: readonly Entry[], understood: readonly Understood[]): Question['messages'] {
  const known = new Set(understood.map((part) => part.inbound.id));
  const before = past.filter((entry) => !known.has(entry.id)).map(({ role, text }) => ({ role, text }));
  return [...before, ...understood.map((part) => ({ role: 'customer' as const, text: rendered(part) }))];
}

function rendered({ inbound: { content }, text, note }: Understood): string {
  const quoted = 'quoted' in content && content.quoted ? `[in reply to: «${content.quoted.slice(0, 500)}»]` : undefined;
  return [quoted, note, text].filter((line) => line !== undefined).join('\n');
}

type Contents = Pick<TurnRecord, 'entries' | 'facts' | 'promptVersion' | 'model' | 'usage'>;

/** The record of a turn about these messages; its id is the same when the turn runs again. */
export function recordOf(chat: string, messages: readonly Inbound[], at: number, contents: Contents): TurnRecord {
  return { id: turnId(chat, messages), chat, at, ...contents };
}

function turnId(chat: string, messages: readonly Inbound[]): string {
  return `${chat}/${messages.at(-1)?.id ?? ''}`;
}

function reply(messages: readonly Inbound[], text: string, at: number): Entry {
  return { id: `reply:${messages.at(-1)?.id ?? ''}`, role: 'bot', text, at };
}
