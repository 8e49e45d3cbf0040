import { unlessAborted } from '../deadline.ts';
import type { ConversationMemory } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { ChatFacts } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import type { PhraseName } from '../phrases/phrases.ts';
import { turnLanguage } from '../understanding/turn-language.ts';
import {
  understand,
  customerWords,
  wantsPerson,
  type Looker,
  type Understood,
} from '../understanding/understood.ts';
import { answerByModel, handOver, withoutPerson } from './answer-by-model.ts';
import { toEntry } from './dialogue.ts';
import { recordOf, withFacts } from './records.ts';
import { notesOf, type Scene, type TurnParts, type TurnResult } from './scene.ts';
import { usageWithoutAnswer } from '../costs/speech-usage.ts';
import { isHinted, withFiles } from '../understanding/turn-files.ts';
import { wantsAnswer } from '../understanding/wants-answer.ts';

export type { TurnParts, TurnResult } from './scene.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Works out what to say to one chat about these messages. Sends and stores nothing, so it can run again. Rejects when the model
 * or the speech recognition does, or with the signal's reason.
 */
export function takeTurn(
  chat: string,
  messages: readonly Inbound[],
  parts: TurnParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  return withFiles(messages, parts.files, signal, (looker) =>
    turnOver(chat, messages, looker.look ? { ...parts, ...looker } : parts, signal),
  );
}

/** The turn itself; reads top to bottom. */
async function turnOver(
  chat: string,
  messages: readonly Inbound[],
  parts: TurnParts & Looker,
  signal: AbortSignal,
): Promise<TurnResult> {
  const memory = await unlessAborted(parts.recall(chat), signal);
  const result = await answer(chat, messages, memory, parts, signal);
  const { approvalAt } = memory.facts;
  if (typeof approvalAt !== 'number' || result.record.facts.approvalAt) return result;
  // The customer has written since: nobody can agree to what was asked before.
  return { ...result, record: withFacts(result.record, { approvalAt: null }) };
}

async function answer(
  chat: string,
  messages: readonly Inbound[],
  memory: ConversationMemory,
  parts: TurnParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const { facts } = memory;
  const [understood, prompt, knowledge] = await Promise.all([
    understandAll(messages, facts.language, parts, signal),
    parts.prompt.load(signal),
    parts.knowledge?.load(signal),
  ]);
  const said = understood.filter((part) => part.text !== undefined).map(toEntry);
  const tongues = await languageOf(chat, understood, facts, parts);
  if (said.length === 0)
    return fixedReply(chat, messages, understood, facts, tongues.language, parts);
  const scene = { chat, messages, understood, memory, prompt, knowledge, tongues, said };
  if (!facts.approvalAt && !wantsAnswer(understood, memory.entries))
    return unanswered(scene, parts);
  const { handoff } = parts;
  if (!handoff || !wantsPerson(understood)) return answerByModel(scene, parts, signal);
  if (handoff.isTold) return handOver(scene, handoff, parts);
  return withoutPerson(scene, handoff, parts, signal);
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
  parts: TurnParts & Looker,
  signal: AbortSignal,
): Promise<Understood[]> {
  return Promise.all(messages.map((message) => understand(message, language, parts, signal)));
}

/** What was said is remembered, and there is nothing to say to it. */
function unanswered(
  { chat, messages, understood, said, tongues: { language } }: Scene,
  { now, speechModel, log }: TurnParts,
): TurnResult {
  log?.info('courtesy-unanswered', { chat });
  const usage = usageWithoutAnswer(notesOf(understood), speechModel);
  const contents = { entries: [...said], facts: {}, ...usage };
  return { language, replies: [], record: recordOf(chat, messages, now(), contents) };
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
    record: recordOf(chat, messages, now(), {
      entries: [],
      // A yes after this is no answer to what was proposed before.
      facts: { ...update, ...(facts.proposal ? { proposal: null } : {}) },
      ...usage,
    }),
  });
  const nothing = (): TurnResult => ({
    language,
    replies: [],
    record: recordOf(chat, messages, now(), { entries: [], facts: {} }),
  });
  const problem = understood.find((part) => part.problem !== undefined)?.problem;
  if (problem !== undefined && problem !== 'imagesUnseen') return say(problem, {});
  if (messages.every(isCall)) {
    const isTold = facts.calledAt !== undefined && now() - facts.calledAt < dayMs;
    return isTold ? nothing() : say('call', { calledAt: now() });
  }
  return isHinted(facts, now()) ? nothing() : say(problem ?? 'unsupported', { hintedAt: now() });
}

function isCall({ content }: Inbound): boolean {
  return content.type === 'unsupported' && content.attached === 'call';
}
