import type { Inbound } from '../kinds/channel.ts';
import type { Withholding } from '../drafts/withhold.ts';
import type { Pause } from '../kinds/pauses.ts';
import type { Audience } from '../audience/audience.ts';
import type { Desk, Order } from '../desk/desk.ts';
import type { ChatRule, ChatRuleChange, ChatRules } from '../kinds/chat-rules.ts';
import type { Journal, Waiting } from '../kinds/journal.ts';
import type { Model } from '../kinds/model.ts';
import { mannerOf, type TurnManner } from '../people/manner.ts';
import type { PauseEnd } from '../settings/people-settings.ts';
import { unlessRinging } from '../people/ringing.ts';
import { stopWish } from '../people/stop-wish.ts';
import { begunTogether } from './suspects.ts';

/** What the manner of a chat's turns goes by. */
interface MannerDependencies {
  /** Who is answered; absent: everybody. */
  audience?: Pick<Audience, 'has'> | undefined;
  /** What holds back answers that are not to be sent by themselves; absent: nothing. */
  withholding?: Withholding | undefined;
  /** What becomes of a question that is left when a pause runs out. */
  pauseEnd: PauseEnd;
}

/** How these messages of a chat are dealt with now (Unix milliseconds), by all that is known of the chat. */
function chatManner(
  waiting: readonly Waiting[],
  pauses: readonly Pause[],
  rule: ChatRule,
  { audience, pauseEnd, withholding }: MannerDependencies,
  now: number,
): TurnManner {
  const phone = waiting.findLast(({ inbound }) => inbound.phone !== undefined)?.inbound.phone;
  if (rule.blocked || audience?.has(rule.chat, phone) === false) return 'skip';
  // Who only watches writes down what the bot would say, also where a person has answered.
  const isObserved = (rule.mode ?? withholding?.mode) === 'observe';
  const binding = isObserved ? pauses.filter(({ reason }) => !byHand.includes(reason)) : pauses;
  return unlessRinging(mannerOf(waiting, binding, { now, pauseEnd }), waiting, now);
}

/** Pauses that a person makes by writing to the customer. */
const byHand: readonly Pause['reason'][] = ['phone', 'program'];

/** What plans go by. */
export interface PlanDependencies extends MannerDependencies {
  journal: Pick<Journal, 'pauses'> & { rules?: Pick<ChatRules, 'of'> };
  /** Where owners give orders; absent: nowhere. */
  desk?: Desk | undefined;
  /** What answers; absent: nothing that acts by itself. */
  dependencies?: { model: Pick<Model, 'acts'> };
}

/** An owner has agreed to what was to be done in this chat. */
export interface Approved {
  approved: Inbound;
}

/**
 * The messages that the next turn is about, and what comes of them where an owner gives an order by them, or has agreed to
 * what was to be done here: that is a turn by itself.
 */
export async function nextPortion(
  waiting: readonly Waiting[],
  { desk, dependencies }: Pick<PlanDependencies, 'desk' | 'dependencies'>,
): Promise<{ waiting: readonly Waiting[]; outcome?: Order | Approved }> {
  const index = waiting.findIndex(({ inbound }) => inbound.approves !== undefined);
  const [first] = waiting;
  if (first && index === 0) return { waiting: [first], outcome: { approved: first.inbound } };
  const before = index === -1 ? waiting : waiting.slice(0, index);
  const all = dependencies?.model.acts ? begunTogether(before) : before;
  return desk ? desk.next(all) : { waiting: all };
}

/** How a turn is taken, and the rule that it brings about. */
export interface TurnPlan {
  manner: TurnManner;
  rule?: ChatRuleChange;
}

/** Plans the turn of a chat about these messages. A customer who asks the bot to stop hears nothing of it, not even that. */
export async function planTurn(
  chat: string,
  waiting: readonly Waiting[],
  parts: PlanDependencies,
  now: number,
): Promise<TurnPlan> {
  const { pauses, rules } = parts.journal;
  const [held, known = { chat }] = await Promise.all([pauses.of(chat), rules?.of(chat)]);
  const manner = chatManner(waiting, held, known, parts, now);
  const { isStop, ...rule } = stopWish(waiting, known);
  return { manner: isStop && manner === 'answer' ? 'listen' : manner, ...rule };
}
