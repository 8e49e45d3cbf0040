import { withoutAccount } from '../phone.ts';
import type { ConversationMemory } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import {
  asGivenUp,
  type CalledFunction,
  type ChatFacts,
  type Entry,
} from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import { ticketFor } from '../tickets/handoff.ts';
import { calledFunction, rememberedCalls } from '../tools/called-functions.ts';
import { recordOf, type TurnContents } from './records.ts';
import { resultOf, type Scene, type TurnParts, type TurnResult } from './scene.ts';

/** What the end of a turn that wrote and failed is made of. */
export type LeftParts = Pick<TurnParts, 'toolbox' | 'handoff' | 'phrases' | 'now'>;

/** The writes of any try of this turn that were made, or of which nobody knows whether they were, oldest first. */
async function leftWrites(
  chat: string,
  messages: readonly Inbound[],
  { proposal }: ChatFacts,
  { toolbox }: Pick<LeftParts, 'toolbox'>,
): Promise<CalledFunction[]> {
  const agreed = messages.flatMap(({ approves, at }) => (approves ? { ...approves, at } : []));
  const ids = messages.map(({ id }) => id);
  const deeds = (await toolbox?.parts.deeds.list(chat)) ?? [];
  const left = deeds
    .filter(({ end }) => end?.result.done !== false)
    .filter(
      ({ message, name }) =>
        ids.includes(message) ||
        [proposal, ...agreed].some((one) => message === one?.message && name === one.name),
    );
  // What an owner has agreed to is said to them also where it was never begun.
  const vain = agreed.filter((one) => !left.some(({ message }) => message === one.message));
  const missed = vain.map(({ name, at }) => ({ name, at, args: '', result: '', done: false }));
  const made = left.map(({ name, args, end, at }) =>
    calledFunction({ name, effect: 'write' }, args, end?.result ?? 'unknown', end?.at ?? at),
  );
  return [...made, ...missed];
}

/** What the customer hears where it is not certain what was done. */
function unsureText(
  language: Language,
  { phrases, handoff }: Pick<LeftParts, 'phrases' | 'handoff'>,
): string {
  const follows = handoff?.isTold === true ? ` ${phrases[language].personFollows}` : '';
  return `${phrases[language].unsure}${follows}`;
}

/** The result of a turn that wrote and failed: what it wrote is remembered, and a ticket says it to the business. */
function withLeftWrites(
  result: TurnResult,
  left: readonly CalledFunction[],
  about: { messages: readonly Inbound[]; memory: ConversationMemory; said: readonly Entry[] },
  { handoff, now }: Pick<LeftParts, 'handoff' | 'now'>,
): TurnResult {
  const { record, language } = result;
  const past = about.memory;
  const calls = rememberedCalls(past.facts, left);
  const ends = past.facts.proposal ? { proposal: null } : {};
  const facts = { ...record.facts, calls, ...ends };
  const kept = { ...result, record: { ...record, facts, calls: [...left] } };
  if (!handoff) return kept;
  const call = { reason: '', summary: left.map(({ name, args }) => `${name} ${args}`) };
  const ticket = ticketFor({ ...about, chat: record.chat, past, language, call }, handoff, now());
  const opens = { ...ticket, about: { ...ticket.about, reason: 'unknown' } };
  return { ...kept, brings: { opens, notices: [{ id: opens.id, at: now(), topic: 'ticket' }] } };
}

/** What the end of a turn that is given up goes by. */
export interface GivenUp {
  chat: string;
  messages: readonly Inbound[];
  memory: ConversationMemory;
  language: Language;
  /** What its record holds. */
  contents: TurnContents;
}

/** The end of a turn that is given up where any try of it wrote: the customer and the business hear so. Undefined: none did. */
export async function givenUpHonestly(
  { chat, messages, memory, language, contents }: GivenUp,
  parts: LeftParts,
): Promise<TurnResult | undefined> {
  const left = await leftWrites(chat, messages, memory.facts, parts);
  if (left.length === 0) return undefined;
  const { handoff, ...others } = parts;
  // What an owner's own chat comes to is no matter for a person.
  const told = {
    ...others,
    ...(handoff && !handoff.owners.includes(withoutAccount(chat)) ? { handoff } : {}),
  };
  const record = asGivenUp(recordOf(chat, messages, parts.now(), contents));
  const result = { language, replies: [{ text: unsureText(language, told) }], record };
  return withLeftWrites(result, left, { messages, memory, said: [] }, told);
}

/** The end of a failed turn where nobody can be called: honest where it wrote. */
export async function endWithoutPerson(scene: Scene, parts: TurnParts): Promise<TurnResult> {
  const { chat, messages, memory, tongues } = scene;
  const { language } = tongues;
  const left = await leftWrites(chat, messages, memory.facts, parts);
  if (left.length === 0) return resultOf(scene, [{ text: parts.phrases[language].nobody }], parts);
  const result = resultOf(scene, [{ text: unsureText(language, parts) }], parts);
  return withLeftWrites(result, left, scene, parts);
}
