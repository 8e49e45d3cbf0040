import type { Instead } from '../answer-guards/guard.ts';
import { saysYes } from '../intents/index.ts';
import type { Answer, OwnDeed } from '../kinds/model.ts';
import type { CalledFunction, ChatFacts, Objected, Proposal } from '../kinds/turn-record.ts';
import type { PhraseName } from '../phrases/phrases.ts';
import { handoffIn } from '../tickets/handoff-function.ts';
import { ticketFor } from '../tickets/handoff.ts';
import { TurnUnclear } from '../tools/answer-once.ts';
import { mostRemembered } from '../tools/called-functions.ts';
import { ownDeeds } from '../tools/own-deeds.ts';
import { customerOf } from '../tools/question-turn.ts';
import { TalkStopped, type Stop } from '../tools/talk-stopped.ts';
import type { ToolTalk } from '../tools/tool-talk.ts';
import { customerWords } from '../understanding/understood.ts';
import { unclearEnd, UnfitAnswer } from './fit-answer.ts';
import { replyMessages } from './reply-messages.ts';
import { resultOf, type Scene, type TurnParts, type TurnResult } from './scene.ts';

/** How long a proposal waits for the customer's yes, milliseconds. */
const proposalMs = 24 * 60 * 60 * 1000;

/** The functions of this turn; undefined where there are none. Rejects with the signal's reason. */
export async function openToolTalk(
  scene: Scene,
  parts: TurnParts,
  signal: AbortSignal,
): Promise<{ talk: ToolTalk; tools: ToolTalkTools } | undefined> {
  const { toolbox, toolMode = 'all', takesFunctions, seal } = parts;
  if (takesFunctions !== true) toolbox?.untaken();
  if (!toolbox || toolMode === 'none' || takesFunctions !== true) return undefined;
  const offered = (await toolbox.tools(signal)).filter(
    ({ effect }) => toolMode === 'all' || effect === 'read',
  );
  if (offered.length === 0) return undefined;
  const { chat, messages, tongues } = scene;
  const { timeZone } = toolbox.parts;
  const talk = toolbox.talk({
    chat,
    message: messages[0]?.id ?? '',
    tools: offered,
    context: {
      timeZone,
      language: tongues.language,
      customer: customerOf(chat, messages),
    },
    ask: parts.ask,
    isLast: (answer) => parts.handoff !== undefined && handoffIn(answer) !== undefined,
    now: parts.now,
    ...(seal ? { seal } : {}),
    ...(parts.log ? { log: parts.log } : {}),
  });
  return { talk, tools: offered };
}

type ToolTalkTools = Awaited<ReturnType<NonNullable<TurnParts['toolbox']>['tools']>>;

/** Does what was proposed where the customer says yes to it: nobody else has said anything since. Rejects as the calls do. */
export async function performAgreed(
  { memory, understood }: Scene,
  { talk, tools }: { talk: ToolTalk; tools: ToolTalkTools },
  parts: Pick<TurnParts, 'now'>,
  signal: AbortSignal,
): Promise<void> {
  const { proposal } = memory.facts;
  if (!proposal || parts.now() - proposal.at > proposalMs) return;
  const last = memory.entries.findLast(({ role }) => role !== 'customer');
  if (proposal.reply === undefined || last?.id !== proposal.reply) return;
  const tool = tools.find(({ name }) => name === proposal.name);
  if (tool && saysYes(customerWords(understood)))
    await talk.perform(tool, proposal.args, proposal.message, signal);
}

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
    const { instead, paid, objections, done } = error;
    const called = [...(talk?.called ?? []), ...ownDeeds(done, parts.now())];
    return honestEnd(scene, parts, { ...endFor(instead, called), paid: { ...paid, objections } });
  }
  if (!(error instanceof TalkStopped) || !talk) return undefined;
  const { stop } = error;
  const paid = talk.paid;
  if (stop.why === 'customer') return proposing(scene, parts, stop, paid);
  const [phrase, reason]: [PhraseName, string] =
    stop.why === 'unknown' ? ['unsure', 'unknown'] : ['awaitsOwner', 'confirm'];
  return honestEnd(scene, parts, { phrase, reason, paid, lines: linesOf(stop) });
}

/** What is true where no answer of the model is: of what was done meanwhile, it cannot be said what. */
function endFor(
  instead: Instead,
  called: readonly CalledFunction[],
): Pick<Honest, 'phrase' | 'reason' | 'lines'> {
  const made = called.filter(({ done }) => done === true);
  if (made.length === 0) return instead;
  const lines = made.map(({ name, args }) => `${name} ${args}`);
  return { phrase: 'unsure', reason: instead.reason, lines };
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

function proposing(
  scene: Scene,
  parts: TurnParts,
  { tool, args }: Extract<Stop, { tool: unknown }>,
  paid: Honest['paid'],
): TurnResult {
  const { messages, tongues } = scene;
  const what = detailsOf(tool.parameters, args).join('\n');
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

function withFacts(record: TurnResult['record'], facts: ChatFacts): TurnResult['record'] {
  return { ...record, facts: { ...record.facts, ...facts } };
}

/** The result with what was called in the turn, for the record and for the memory; a proposal ends with the turn after it. */
export function withCalls(
  result: TurnResult,
  { memory }: Pick<Scene, 'memory'>,
  talk: ToolTalk | undefined,
  own: readonly OwnDeed[],
): TurnResult {
  const { facts } = memory;
  const called = [...(talk?.called ?? []), ...ownDeeds(own, result.record.at)];
  if (called.length === 0 && !facts.proposal) return result;
  const calls = [...(facts.calls ?? []), ...called].slice(-mostRemembered);
  const { proposal = null } = result.record.facts;
  const record = withFacts(result.record, {
    ...(calls.length > 0 ? { calls } : {}),
    ...(proposal || facts.proposal ? { proposal } : {}),
  });
  return { ...result, record: { ...record, ...(called.length > 0 ? { calls: called } : {}) } };
}

function linesOf(stop: Exclude<Stop, { why: 'customer' }>): string[] {
  if (stop.why === 'unknown') return [`${stop.called.name} ${stop.called.args}`];
  return [`${stop.tool.name}:`, ...detailsOf(stop.tool.parameters, stop.args)];
}

/** What a function is to do, a line for each argument; under the titles of the schema where it has any. */
function detailsOf(
  { properties }: Readonly<Record<string, unknown>>,
  args: Readonly<Record<string, unknown>>,
): string[] {
  const known = (properties ?? {}) as Readonly<Record<string, { title?: unknown } | undefined>>;
  return Object.entries(args).map(([name, value]) => {
    const title = known[name]?.title;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `• ${typeof title === 'string' ? title : name}: ${text}`;
  });
}
