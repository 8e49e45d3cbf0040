import type { Instead } from '../answer-guards/guard.ts';
import type { Answer } from '../kinds/model.ts';
import type { Tool } from '../kinds/tool.ts';
import type { CalledFunction, Objected, Proposal } from '../kinds/turn-record.ts';
import type { PhraseName } from '../phrases/phrases.ts';
import { ticketFor } from '../tickets/handoff.ts';
import { newApproval } from '../tickets/new-approval.ts';
import { TurnUnclear } from '../tools/answer-once.ts';
import { callDetails, deedDetails } from '../tools/call-details.ts';
import { unmadeCall } from '../tools/called-functions.ts';
import { ownDeeds } from '../tools/own-deeds.ts';
import { TalkStopped, type Stop } from '../tools/talk-stopped.ts';
import type { ToolTalk } from '../tools/tool-talk.ts';
import { unclearEnd, UnfitAnswer } from './fit-answer.ts';
import { withFacts } from './records.ts';
import { replyMessages } from './reply-messages.ts';
import { resultOf, type Scene, type TurnParts, type TurnResult } from './scene.ts';

/** The end of a turn whose model has no words that can be sent; undefined: the error is of another kind. */
export function endWithoutWords(
  error: unknown,
  scene: Scene,
  parts: TurnParts,
  talk: ToolTalk | undefined,
): TurnResult | undefined {
  if (error instanceof TurnUnclear)
    return honestEnd(scene, parts, { ...unclearEnd, paid: undefined, lines: [error.turn] });
  if (error instanceof UnfitAnswer && error.instead) {
    const { instead, done } = error;
    const called = [...(talk?.called ?? []), ...ownDeeds(done, parts.now())];
    const paid = { ...error.paid, objections: error.objections };
    const made = called.filter((call) => call.done === true);
    return made.length > 0
      ? madeEnd(scene, parts, { instead, paid, made, tools: talk?.tools ?? [] })
      : honestEnd(scene, parts, { ...instead, paid });
  }
  if (!(error instanceof TalkStopped) || !talk) return undefined;
  const { stop } = error;
  const paid = talk.paid;
  if (stop.why === 'customer') return proposing(scene, parts, stop, paid);
  if (stop.why === 'dry') {
    talk.called.push(unmadeCall(stop.tool, stop.args, 'dry', parts.now()));
    return resultOf(scene, [], parts, paid);
  }
  if (stop.why !== 'unknown') return askingOwner(scene, parts, stop, talk);
  const { name, args } = stop.called;
  const lines = [`${name} ${args}`];
  return honestEnd(scene, parts, { phrase: 'unsure', reason: 'unknown', paid, lines });
}

interface Made {
  instead: Instead;
  paid: Honest['paid'];
  made: readonly CalledFunction[];
  tools: readonly Tool[];
}

/** Where only a figure was wrong, what was done is told in our words; of more it cannot be said what is true. */
function madeEnd(scene: Scene, parts: TurnParts, { instead, paid, made, tools }: Made): TurnResult {
  const { reason } = instead;
  if (reason === 'numbers') {
    const { made: phrase } = parts.phrases[scene.tongues.language];
    const what = deedDetails(tools, made).join('\n');
    const text = phrase.replaceAll('{what}', () => what);
    return said(scene, text, parts, paid);
  }
  const lines = made.map(({ name, args }) => `${name} ${args}`);
  return honestEnd(scene, parts, { phrase: 'unsure', reason, paid, lines });
}

interface Honest {
  phrase: PhraseName;
  reason: string;
  paid: (Pick<Answer, 'model' | 'usage'> & { objections?: readonly Objected[] }) | undefined;
  lines?: string[];
}

/** The customer hears what is true, and a person of the business hears of it. */
function honestEnd(
  scene: Scene,
  parts: TurnParts,
  { phrase, reason, paid, lines = [] }: Honest,
): TurnResult {
  const { chat, memory, tongues } = scene;
  const { handoff, phrases } = parts;
  const { language } = tongues;
  parts.log?.warn('turn-honest', { chat, reason });
  const follows = handoff?.isTold === true ? ` ${phrases[language].personFollows}` : '';
  const text = `${phrases[language][phrase]}${follows}`;
  const result = said(scene, text, parts, paid);
  if (!handoff) return result;
  const call = lines.length === 0 ? undefined : { reason: '', summary: lines };
  const now = parts.now();
  const ticket = ticketFor({ ...scene, past: memory, language, call }, handoff, now);
  const opens = { ...ticket, about: { ...ticket.about, reason } };
  return { ...result, brings: { opens, notices: [{ id: opens.id, at: now, topic: 'ticket' }] } };
}

type Proposed = Extract<Stop, { tool: unknown }>;

/** The owners get what is to be done as a draft. An owner in a chat of their own is asked there; where none reads drafts it is a ticket. */
function askingOwner(scene: Scene, parts: TurnParts, stop: Proposed, talk: ToolTalk): TurnResult {
  const { messages, tongues } = scene;
  const { handoff, phrases, draftTtlMs } = parts;
  const { paid } = talk;
  if (!handoff) return proposing(scene, parts, stop, paid);
  const { tool, args } = stop;
  const { awaitsOwner, confirmed } = phrases[tongues.language];
  const details = callDetails(tool.parameters, args);
  const result = said(scene, awaitsOwner, parts, paid);
  const { at } = result.record;
  talk.called.push(unmadeCall(tool, args, 'awaits', at));
  const opens = newApproval({
    ...scene,
    ...result,
    tool,
    call: { name: tool.name, args, message: messages[0]?.id ?? '' },
    details,
    reply: confirmed.replaceAll('{what}', () => details.join('\n')),
    ...(draftTtlMs === undefined ? {} : { expiresAt: at + draftTtlMs }),
  });
  if (!opens || handoff.owners.length === 0)
    return honestEnd(scene, parts, {
      phrase: 'notDone',
      reason: 'confirm',
      paid,
      lines: [`${tool.name}:`, ...details],
    });
  const record = withFacts(result.record, { approvalAt: at });
  const notices = [{ id: opens.id, at, topic: 'draft' }];
  return { ...result, record, brings: { opens, notices } };
}

function proposing(
  scene: Scene,
  parts: TurnParts,
  { tool, args }: Proposed,
  paid: Honest['paid'],
): TurnResult {
  const { messages, tongues } = scene;
  const what = callDetails(tool.parameters, args).join('\n');
  const text = parts.phrases[tongues.language].confirm.replaceAll('{what}', () => what);
  const result = said(scene, text, parts, paid);
  const message = messages[0]?.id ?? '';
  const reply = result.record.entries.at(-1)?.id ?? '';
  const proposal: Proposal = { name: tool.name, args, message, reply, at: parts.now() };
  return { ...result, record: withFacts(result.record, { proposal }) };
}

function said(scene: Scene, text: string, parts: TurnParts, paid: Honest['paid']): TurnResult {
  return resultOf(scene, replyMessages({ text }, parts), parts, paid);
}
