import type { ConversationMemory } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Answer, Question } from '../kinds/model.ts';
import { wantsVoice } from '../settings/bot-settings.ts';
import { handoffIn, handoffOffer, type HandoffCall } from '../tickets/handoff-function.ts';
import { handedOver, handoverPhrase, ticketFor, type Handoff } from '../tickets/handoff.ts';
import { dialogue } from './dialogue.ts';
import { askFit } from './fit-answer.ts';
import type { CallablePeople } from '../tickets/people-rules.ts';
import { composeInstructions, type Situation } from './instructions.ts';
import { lateLine } from './late-message.ts';
import { replyMessages } from './reply-messages.ts';
import { resultOf, type Scene, type TurnParts, type TurnResult } from './scene.ts';

/** The answer of the model, or the person whom it calls. */
export async function answerByModel(
  scene: Scene,
  parts: TurnParts,
  signal: AbortSignal,
  asksForPerson = false,
): Promise<TurnResult> {
  const { chat, messages, understood, said, prompt, memory } = scene;
  const { language, ...tongues } = scene.tongues;
  const own = tongues.foreign === undefined ? language : undefined;
  const spoke = said.at(-1)?.voice === true;
  const voice = wantsVoice(parts.voiceReply, spoke) ? (own ?? 'other') : undefined;
  const instructions = composeInstructions({
    prompt: prompt.text,
    language,
    ...tongues,
    first: !memory.known,
    voice: said.some((entry) => entry.voice === true),
    spoken: voice !== undefined,
    people: peopleFor(parts),
    asksForPerson,
    ...timesOf(messages, parts),
  });
  const question = {
    ...instructions,
    messages: dialogue(memory, understood),
    ...functionsFor(parts),
  };
  const wanted = { language: own, alsoUsed: tongues.alsoUsed };
  const answer = await askFit(wanted, chat, question, parts, signal);
  const call = handoffIn(answer);
  if (call && parts.handoff) return handOver(scene, parts.handoff, parts, { call, answer });
  const first = isAnswered(memory) ? undefined : language;
  const firstVoice = memory.facts.voiceDisclosedAt === undefined ? language : undefined;
  const replies = replyMessages(answer, parts, { first, voice, firstVoice });
  return resultOf(scene, replies, parts, answer);
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
  const first = isAnswered(memory) ? undefined : language;
  const replies = replyMessages({ text }, parts, { first });
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
  const { chat, memory, tongues } = scene;
  const { language } = tongues;
  const needed = { ...scene, past: memory, language };
  const [result, isOpen] = await Promise.all([
    answerByModel(scene, parts, signal, true).catch(() => {
      signal.throwIfAborted();
      return resultOf(scene, [{ text: parts.phrases[language].nobody }], parts);
    }),
    handoff.hasOpen?.(chat),
  ]);
  if (isOpen === true) return result;
  return { ...result, brings: { opens: ticketFor(needed, handoff, parts.now()) } };
}

/** Who of the business can be called, as the instructions say it. */
function peopleFor({ handoff, takesFunctions }: TurnParts): CallablePeople {
  if (handoff?.isTold !== true) return 'nobody';
  return takesFunctions === true ? 'by the function' : 'on request';
}

function functionsFor(parts: TurnParts): Pick<Question, 'functions'> {
  return parts.handoff && peopleFor(parts) === 'by the function'
    ? { functions: [handoffOffer(parts.handoff.language)] }
    : {};
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

/** Whether the bot has answered in this chat before; who was only listened to, or told that the business is closed, was not. */
function isAnswered({ known, entries, pending = [], summary }: ConversationMemory): boolean {
  const said = [...pending, ...entries];
  if (!known || summary !== undefined || said.length === 0) return known;
  return said.some(({ role, id }) => role === 'bot' && !id.startsWith('away:'));
}
