import { saysYes } from '../intents/index.ts';
import type { OwnDeed } from '../kinds/model.ts';
import { handoffIn } from '../tickets/handoff-function.ts';
import { rememberedCalls } from '../tools/called-functions.ts';
import { ownDeeds } from '../tools/own-deeds.ts';
import { customerOf } from '../tools/question-turn.ts';
import type { ToolTalk } from '../tools/tool-talk.ts';
import { customerWords } from '../understanding/understood.ts';
import { withFacts } from './records.ts';
import type { Scene, TurnParts, TurnResult } from './scene.ts';

/** How long a proposal waits for the customer's yes, milliseconds. */
const proposalMs = 24 * 60 * 60 * 1000;

/** What functions are told of a turn. */
interface TalkScene extends Pick<Scene, 'chat' | 'messages'> {
  tongues: Pick<Scene['tongues'], 'language'>;
}

/** The functions of this turn; undefined where there are none. Rejects with the signal's reason. */
export async function openToolTalk(
  scene: TalkScene,
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
  const calls = rememberedCalls(facts, called);
  const { proposal = null } = result.record.facts;
  const record = withFacts(result.record, {
    ...(calls.length > 0 ? { calls } : {}),
    ...(proposal || facts.proposal ? { proposal } : {}),
  });
  return { ...result, record: { ...record, ...(called.length > 0 ? { calls: called } : {}) } };
}
