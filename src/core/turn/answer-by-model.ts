import type { Inbound, SpokenLanguage } from '../kinds/channel.ts';
import type { Answer, FunctionOffer, Question } from '../kinds/model.ts';
import { wantsVoice } from '../settings/bot-settings.ts';
import { handoffIn, handoffOffer, type HandoffCall } from '../tickets/handoff-function.ts';
import { handedOver, handoverPhrase, ticketFor, type Handoff } from '../tickets/handoff.ts';
import { dialogue } from './dialogue.ts';
import { evidenceOf } from './evidence.ts';
import { askFit, UnfitAnswer, type FitAnswer } from './fit-answer.ts';
import type { CallablePeople } from '../tickets/people-rules.ts';
import { composeInstructions, type Situation } from './instructions.ts';
import { endWithoutPerson } from './left-writes.ts';
import { lateLine } from './late-message.ts';
import { isAnswered, withFacts } from './records.ts';
import { replyMessages } from './reply-messages.ts';
import { endWithoutWords } from './ends-without-words.ts';
import { openToolTalk, performAgreed, withCalls } from './tool-turn.ts';
import { doneBy } from '../tools/own-deeds.ts';
import { questionTurn } from '../tools/question-turn.ts';
import { earlierCalls } from '../tools/called-functions.ts';
import { knowledgeFor, resultOf, type Scene, type TurnParts, type TurnResult } from './scene.ts';
import { withFileProblems, SeenNotes, showsFiles } from '../understanding/turn-files.ts';
import { UnknownNotes } from '../unknown/unknown-notes.ts';
import { notKnownOffers, unknownMark, withUnknown } from '../unknown/unknown-turn.ts';

/** The answer of the model, or the person whom it calls. */
export async function answerByModel(
  scene: Scene,
  asked: TurnParts,
  signal: AbortSignal,
  asksForPerson = false,
): Promise<TurnResult> {
  const notes = new SeenNotes();
  const unknown = new UnknownNotes();
  const ask = unknown.listening(asked.ask, unknownMark(asked) !== undefined);
  const parts = { ...asked, ask: notes.listening(ask) };
  const noted = (result: TurnResult): TurnResult =>
    withUnknown(notes.remembered(result, scene), scene, unknown.question, parts);
  const open = await openToolTalk(scene, parts, signal);
  const { given, searched } = knowledgeFor(scene);
  const question = questionOf(scene, parts, open?.tools ?? [], asksForPerson, given);
  const { language, alsoUsed, foreign } = scene.tongues;
  const wanted = { language: foreign === undefined ? language : undefined, alsoUsed };
  const asking = {
    ...parts,
    ask: open ? open.talk.ask.bind(open.talk) : parts.ask,
    evidence: evidenceOf(scene, parts, {
      question,
      talk: open?.talk,
      noted: () => notes.noted,
    }),
  };
  if (parts.acts) parts.seal?.();
  try {
    if (open) await performAgreed(scene, open, parts, signal);
    const answer = await askFit(wanted, scene.chat, question, asking, signal);
    const result = replyOf({ ...scene, ...searched }, parts, answer);
    return withCalls(noted(result), scene, open?.talk, doneBy(answer));
  } catch (error) {
    const end = endWithoutWords(error, scene, parts, open?.talk);
    if (!end) throw error;
    const done = error instanceof UnfitAnswer ? error.done : [];
    return withCalls(noted(end), scene, open?.talk, done);
  }
}

/** What the model is asked. */
function questionOf(
  { chat, messages, understood, said, prompt, memory, tongues }: Scene,
  parts: TurnParts,
  tools: readonly FunctionOffer[],
  asksForPerson: boolean,
  knowledge: Situation['knowledge'],
): Question {
  const instructions = composeInstructions({
    messenger: parts.messenger,
    prompt: prompt.text,
    ...tongues,
    first: !memory.known,
    regular: memory.customer !== undefined,
    voice: said.some((entry) => entry.voice === true),
    files: showsFiles(understood),
    spoken: voiceOf(said, tongues, parts) !== undefined,
    people: peopleFor(parts),
    functions: tools.length > 0,
    unknown: unknownMark(parts),
    calls:
      tools.length > 0 ? earlierCalls(memory.facts.calls ?? [], parts.hours.timeZone) : undefined,
    asksForPerson,
    knowledge,
    ...timesOf(messages, parts),
  });
  return {
    ...instructions,
    messages: dialogue(memory, understood),
    ...functionsFor(parts, tools),
    ...(parts.acts ? { turn: questionTurn(chat, messages, { ...parts, ...tongues }) } : {}),
  };
}

/** The language to speak the answer in; undefined: it is written. */
function voiceOf(
  said: Scene['said'],
  { language, foreign }: Scene['tongues'],
  { voiceReply }: TurnParts,
): SpokenLanguage | undefined {
  const spoke = said.at(-1)?.voice === true;
  if (!wantsVoice(voiceReply, spoke)) return undefined;
  return foreign === undefined ? language : 'other';
}

/** What comes of an answer: its words, or the person whom it calls. */
function replyOf(scene: Scene, parts: TurnParts, answer: FitAnswer): TurnResult {
  const { memory, said, tongues } = scene;
  const call = handoffIn(answer);
  if (call && parts.handoff) return handOver(scene, parts.handoff, parts, { call, answer });
  const { language } = tongues;
  const voice = voiceOf(said, tongues, parts);
  const first = isAnswered(memory) ? undefined : language;
  const firstVoice = memory.facts.voiceDisclosedAt === undefined ? language : undefined;
  const words = { words: parts.phrases[language], now: parts.now() };
  const { text, facts } = withFileProblems(answer.text, scene.understood, memory.facts, words);
  const replies = replyMessages({ text }, parts, { first, voice, firstVoice });
  const result = resultOf(scene, replies, parts, answer);
  return { ...result, record: withFacts(result.record, facts) };
}

/** Gives the chat to a person: the customer hears so once, and the bot is silent there. */
export function handOver(
  scene: Scene,
  handoff: Handoff,
  parts: TurnParts,
  by?: { call: HandoffCall; answer: Answer },
): TurnResult {
  const { memory, tongues } = scene;
  const { language } = tongues;
  const now = parts.now();
  const text = handoverPhrase(language, parts.phrases, handoff, now);
  const replies = replyMessages({ text }, parts, isAnswered(memory) ? {} : { first: language });
  const needed = { ...scene, past: memory, language, call: by?.call };
  const brings = handedOver(needed, handoff, now);
  return { ...resultOf(scene, replies, parts, by?.answer), brings };
}

/** Where nobody is told the model may name the contact of the prompt, and promises nothing; the wish is written down all the same. */
export async function withoutPerson(
  scene: Scene,
  handoff: Handoff,
  parts: TurnParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const needed = { ...scene, past: scene.memory, language: scene.tongues.language };
  const [result, isOpen] = await Promise.all([
    answerByModel(scene, parts, signal, true).catch(() => {
      signal.throwIfAborted();
      return endWithoutPerson(scene, parts);
    }),
    handoff.hasOpen?.(scene.chat),
  ]);
  if (isOpen === true || result.brings?.opens) return result;
  const opens = ticketFor(needed, handoff, parts.now());
  return { ...result, brings: { ...result.brings, opens } };
}

/** Who of the business can be called, as the instructions say it. */
function peopleFor({ handoff, takesFunctions }: TurnParts): CallablePeople {
  if (handoff?.isTold !== true) return 'nobody';
  return takesFunctions === true ? 'by the function' : 'on request';
}

/** What may be called, sorted by name. */
function functionsFor(
  parts: TurnParts,
  tools: readonly FunctionOffer[],
): Pick<Question, 'functions'> {
  const person =
    parts.handoff && peopleFor(parts) === 'by the function'
      ? [handoffOffer(parts.handoff.language)]
      : [];
  const own = [...person, ...notKnownOffers(parts)];
  const all = [...own, ...tools.filter(({ name }) => !own.some((offer) => offer.name === name))];
  const offers = all.map(({ name, description, parameters }) => ({
    name,
    description,
    parameters,
  }));
  const functions = offers.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return functions.length === 0 ? {} : { functions };
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
