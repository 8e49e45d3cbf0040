import type { ConversationMemory } from '../history/history.ts';
import type { Heard } from '../hearing/heard.ts';
import type { Inbound, Reply } from '../kinds/channel.ts';
import type { Consequences } from '../kinds/journal.ts';
import type { Answer, Question } from '../kinds/model.ts';
import type { Prompt, PromptText } from '../kinds/prompt.ts';
import type { Entry, Objected, TurnRecord } from '../kinds/turn-record.ts';
import type { BusinessKnowledge, KnowledgeNow } from '../knowledge/business-knowledge.ts';
import type { KnowledgePassage } from '../knowledge/passages.ts';
import type { Language } from '../language/index.ts';
import type { Log } from '../log.ts';
import type { VoiceReply } from '../settings/bot-settings.ts';
import type { GuardName } from '../settings/guard-settings.ts';
import type { Handoff } from '../tickets/handoff.ts';
import type { Toolbox } from '../tools/toolbox.ts';
import type { BusinessHours } from '../time/business-hours.ts';
import type { TurnLanguage } from '../understanding/turn-language.ts';
import type { Hearer, Understood } from '../understanding/understood.ts';
import type { Situation } from './instructions.ts';
import { recordOf, replyEntry } from './records.ts';
import { textOf } from './reply-form.ts';
import type { TurnFiles } from '../understanding/turn-files.ts';
import { discloses, type Disclosing } from './reply-messages.ts';
import { speechUsage, usageWithoutAnswer } from '../costs/speech-usage.ts';

/** What a turn needs from the rest of the bot. `hear` and `ask` bring their own retries. */
export interface TurnParts extends Disclosing, Hearer {
  /** Who looks at what customers send; absent: nobody. */
  files?: TurnFiles;
  recall(chat: string): Promise<ConversationMemory>;
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  prompt: Prompt;
  /** What the business knows beside its prompt; absent: nothing. */
  knowledge?: Pick<BusinessKnowledge, 'load'>;
  /** Languages of the business; the first is the default. */
  languages: readonly Language[];
  /** When the business is open. */
  hours: BusinessHours;
  /** From this age on a message is answered as a late one, milliseconds; absent: from none. */
  staleMs?: number;
  /** The model that hears, where that is known. */
  speechModel?: string;
  /** Where the customer writes, as people call it; absent: WhatsApp. */
  messenger?: string;
  /** Which answers are spoken; absent: none. */
  voiceReply?: VoiceReply;
  /** How people are called; absent: not from this chat. */
  handoff?: Handoff;
  /** Whether the model takes functions; absent: it does not. */
  takesFunctions?: boolean;
  /** Whether the model acts by itself on what it is asked; absent: it does not. */
  acts?: boolean;
  /** Whether the model says what it does not know; absent: it does not. */
  marksUnknown?: boolean;
  /** What the model may call beside a person; absent: nothing. */
  toolbox?: Toolbox;
  /** Which functions: those that only look, or none, where the answer does not leave by itself; absent: all. */
  toolMode?: 'all' | 'read' | 'none';
  /** How long a draft waits for an owner's word, milliseconds; absent: as long as it is known. */
  draftTtlMs?: number;
  /** Called before something is changed: from then on the turn gives way to no newer message. */
  seal?(): void;
  /** Values that no answer may hold. */
  secrets?: readonly string[];
  /** Guards that do not look at answers; absent: all do. */
  guardsOff?: readonly GuardName[];
  log?: Pick<Log, 'info' | 'warn'>;
  now(): number;
}

export interface TurnResult {
  language: Language;
  /** Messages for the customer, in order; empty when there is nothing (new) to say. */
  replies: Reply[];
  record: TurnRecord;
  /** What of the documents was found for it and given to the model, best first; absent where nothing was searched. */
  passages?: readonly KnowledgePassage[];
  /** What guards objected to, in order; absent where to nothing. */
  objections?: readonly Objected[];
  /** What else the turn brings about, true together with its end or not at all. */
  brings?: Consequences;
}

/** What is known when a turn's messages have been read and heard. */
export interface Scene {
  chat: string;
  messages: readonly Inbound[];
  understood: readonly Understood[];
  memory: ConversationMemory;
  prompt: PromptText;
  knowledge: KnowledgeNow | undefined;
  /** What of it was found for these messages; absent where nothing was searched. */
  found?: readonly KnowledgePassage[];
  tongues: TurnLanguage;
  /** The messages that say something, as they are remembered. */
  said: readonly Entry[];
}

/** The turn's result, with what was said in it and what it cost. */
export function resultOf(
  { chat, messages, understood, said, prompt, knowledge, found, tongues }: Scene,
  replies: Reply[],
  parts: TurnParts,
  answer?: Pick<Answer, 'model' | 'usage'> & { objections?: readonly Objected[] },
): TurnResult {
  const { language, foreign } = tongues;
  const { objections } = answer ?? {};
  const notes = notesOf(understood);
  const cost =
    answer === undefined
      ? usageWithoutAnswer(notes, parts.speechModel)
      : {
          promptVersion: prompt.version,
          ...(knowledge ? { knowledgeVersion: knowledge.version } : {}),
          model: answer.model,
          usage: { ...answer.usage, ...speechUsage(notes, parts.speechModel) },
        };
  const rested = answer && knowledge?.restedOn(found);
  const basis = {
    ...(rested && { rested }),
    ...(objections && { objections: objections.map(({ guard }) => guard) }),
  };
  // By it an answer finds what was paid for it.
  const now = parts.now();
  const record = recordOf(chat, messages, now, {
    entries: [...said, { ...replyEntry(messages, textOf(replies), now), ...basis }],
    facts: {
      ...(foreign === undefined ? { language } : {}),
      ...(discloses(replies, parts) ? { voiceDisclosedAt: now } : {}),
    },
    ...cost,
  });
  const passages = answer && found;
  const beside = { ...(passages && { passages }), ...(objections && { objections }) };
  return { language, replies, record, ...beside };
}

/** What was heard in these messages. */
export function notesOf(understood: readonly Understood[]): Heard[] {
  return understood.flatMap(({ heard }) => heard ?? []);
}

/** The documents as the model is given them, and what was found in them for these messages. */
export function knowledgeFor({ knowledge, said, memory }: Scene): {
  given: Situation['knowledge'];
  searched: Pick<Scene, 'found'>;
} {
  if (!knowledge) return { given: undefined, searched: {} };
  if (knowledge.whole !== undefined) return { given: { whole: knowledge.whole }, searched: {} };
  const words = said.map(({ text }) => text).join('\n');
  const before = memory.entries.findLast(({ role }) => role === 'customer')?.text;
  const { passages, lines } = knowledge.foundFor(words, before);
  return { given: { found: lines }, searched: { found: passages } };
}
