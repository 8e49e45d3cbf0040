import type { Case, Cases } from '../kinds/cases.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Consequences } from '../kinds/journal.ts';
import { silentVersion, type CalledFunction } from '../kinds/turn-record.ts';
import type { Language } from '../language/index.ts';
import type { ConversationMemory } from '../history/history.ts';
import { ticketFor } from '../tickets/handoff.ts';
import { argumentsOf } from '../tools/arguments.ts';
import { rememberedCalls } from '../tools/called-functions.ts';
import { TalkStopped } from '../tools/talk-stopped.ts';
import { recordOf, replyEntry } from '../turn/records.ts';
import { openToolTalk } from '../turn/tool-turn.ts';
import type { TurnParts, TurnResult } from '../turn/turn.ts';

/** What it takes to do what an owner has agreed to. */
export type ApprovedParts = TurnParts & { cases?: Pick<Cases, 'find'> };

/** A draft that does something first. */
type Agreed = Case & { about: { call: NonNullable<Case['about']['call']> } };

/**
 * Does what an owner has agreed to, at most once however often the turn runs, and says to the customer and to the owners what
 * came of it. Rejects with the signal's reason, or when the journal or the memory fails.
 */
export async function approvedTurn(
  message: Inbound,
  parts: ApprovedParts,
  signal: AbortSignal,
): Promise<TurnResult> {
  const { chat, approves } = message;
  const [memory, draft] = await Promise.all([
    parts.recall(chat),
    approves && parts.cases?.find(approves.case),
  ]);
  const [first = 'ru'] = parts.languages;
  const language = draft?.about.language ?? memory.facts.language ?? first;
  // Its customer was erased.
  if (!draft || !isAgreed(draft)) return { language, ...nothing(message, parts) };
  const called = await carryOut(draft, language, message, parts, signal);
  return told({ draft, language, message, memory, called }, parts);
}

function isAgreed(draft: Case): draft is Agreed {
  return draft.about.call !== undefined;
}

function nothing(message: Inbound, { now }: ApprovedParts): Pick<TurnResult, 'replies' | 'record'> {
  const contents = { entries: [], facts: {}, promptVersion: silentVersion };
  return { replies: [], record: recordOf(message.chat, [message], now(), contents) };
}

/** Whose message it was that is agreed to now. */
function customerIn({ name, phone }: Agreed['about']): Pick<Inbound, 'name' | 'phone'> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone: phone.slice(1) }),
  };
}

/** What came of the call; undefined: it could not be made, as the function is not there any more, or takes other arguments. */
async function carryOut(
  { about }: Agreed,
  language: Language,
  message: Inbound,
  parts: ApprovedParts,
  signal: AbortSignal,
): Promise<CalledFunction | undefined> {
  const { name, args, message: of } = about.call;
  const customer = { ...message, ...customerIn(about) };
  const scene = { chat: message.chat, messages: [customer], tongues: { language } };
  const open = await openToolTalk(scene, { ...parts, toolMode: 'all' }, signal);
  const tool = open?.tools.find((one) => one.name === name);
  if (!open || !tool || 'breach' in argumentsOf(JSON.stringify(args), tool.parameters))
    return undefined;
  try {
    await open.talk.perform(tool, args, of, signal);
  } catch (error) {
    if (!(error instanceof TalkStopped)) throw error;
  }
  return open.talk.called.at(-1);
}

interface Outcome {
  draft: Agreed;
  language: Language;
  message: Inbound;
  memory: ConversationMemory;
  called: CalledFunction | undefined;
}

/** The customer hears it also where the bot is silent by now: a person has had it done. */
function told(outcome: Outcome, parts: ApprovedParts): TurnResult {
  const { draft, language, message, memory, called } = outcome;
  const { chat } = message;
  const at = parts.now();
  const phrases = parts.phrases[language];
  const isDone = called?.done === true;
  const follows = parts.handoff?.isTold === true ? ` ${phrases.personFollows}` : '';
  const failed = `${phrases[called?.unknown ? 'unsure' : 'notDone']}${follows}`;
  const replies = isDone ? (draft.about.proposal ?? []) : [{ text: failed }];
  const text = replies.map((reply) => reply.text).join('\n\n');
  const record = recordOf(chat, [message], at, {
    entries: [replyEntry([message], text, at)],
    facts: { calls: rememberedCalls(memory.facts, called ? [called] : []), approvalAt: null },
    promptVersion: silentVersion,
  });
  const { number, id } = draft;
  const values = { what: 'Done, and the customer was told' };
  const notices = isDone ? [{ id: `done/${id}`, at, topic: 'draft.decided', values }] : [];
  const ends = { number, outcome: 'answered', at, anyway: true, otherwise: [] } as const;
  const brings = { ...ticketOf(outcome, parts), ends: { ...ends, replies, notices } };
  const calls = called ? { calls: [called] } : {};
  return { language, replies: [], record: { ...record, ...calls }, brings };
}

/** What was agreed to and not done is a matter for a person. */
function ticketOf(
  { draft, language, message, memory, called }: Outcome,
  { handoff, now }: ApprovedParts,
): Pick<Consequences, 'opens' | 'notices'> {
  if (!handoff || called?.done === true) return {};
  const { question, summary = [] } = draft.about;
  const call = { reason: '', summary: [...summary, ...(called ? [`→ ${called.result}`] : [])] };
  const from = { ...message, ...customerIn(draft.about) };
  const needed = { chat: draft.chat, messages: [from], past: memory, said: [], language, call };
  const ticket = ticketFor(needed, handoff, now());
  const reason = called?.unknown ? 'unknown' : 'refused';
  const about = { ...ticket.about, ...(question === undefined ? {} : { question }), reason };
  return {
    opens: { ...ticket, about },
    notices: [{ id: ticket.id, at: now(), topic: 'ticket' }],
  };
}
