import type { ConversationMemory } from '../history/history.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Prompt } from '../kinds/prompt.ts';
import type { CalledFunction, Entry } from '../kinds/turn-record.ts';
import { DryRun, type DryRunOptions, type DryTurn } from '../turn/dry-run.ts';
import type { TurnDependencies } from '../turn/turn-parts.ts';

/** A message that the journal still has: by its own id, or by the id of its dead letter. */
export async function journalled(
  journal: Pick<Journal, 'inbox' | 'letters'>,
  id: string,
): Promise<Inbound | undefined> {
  const found = await journal.inbox.find(id);
  if (found) return found;
  const letter = await journal.letters.show(id);
  return letter?.kind === 'inbound' ? (JSON.parse(letter.body) as Inbound) : undefined;
}

export interface ReplayOptions extends Pick<DryRunOptions, 'timeoutMs' | 'history' | 'toolMode'> {
  /** Instead of the current prompt. */
  prompt?: Prompt | undefined;
}

/** Takes a message's turn again as if it came now, on the chat as it was before that message. Sends and stores nothing. */
export async function replay(
  dependencies: TurnDependencies,
  inbound: Inbound,
  options: ReplayOptions,
  signal: AbortSignal,
): Promise<DryTurn> {
  const { prompt, ...limits } = options;
  const rehearsed: TurnDependencies = {
    ...dependencies,
    ...(prompt ? { prompt } : {}),
    history: {
      recall: async (chat) => before(inbound, await dependencies.history.recall(chat)),
      record: () => Promise.resolve(0),
      erase: () => Promise.resolve(false),
    },
  };
  return new DryRun(rehearsed, { save: false, ...limits }).turn(
    [{ ...inbound, at: dependencies.now() }],
    signal,
  );
}

/** What the bot replied to a message, and what it looked up for that; undefined where the chat does not remember it (any more). */
export function repliedThen(
  { pending = [], entries, facts }: ConversationMemory,
  { id }: Pick<Inbound, 'id'>,
): { reply: Entry; calls: CalledFunction[] } | undefined {
  const all = [...pending, ...entries];
  const own = all.findIndex((entry) => entry.id === id);
  const at = all.findIndex(({ role, id: of }, index) => {
    return own !== -1 && index > own && role === 'bot' && of.startsWith('reply:');
  });
  const reply = all[at];
  if (!reply) return undefined;
  const since = all.slice(0, at).findLast(({ role }) => role === 'bot')?.at ?? 0;
  const calls = (facts.calls ?? []).filter((call) => call.at > since && call.at <= reply.at);
  return { reply, calls };
}

/** What was known of the chat when this message came. */
function before(
  inbound: Inbound,
  { entries, facts, ...memory }: ConversationMemory,
): ConversationMemory {
  const own = entries.findIndex(({ id }) => id === inbound.id);
  const past = own === -1 ? entries.filter(({ at }) => at < inbound.at) : entries.slice(0, own);
  const known = past.length > 0 || memory.summary !== undefined;
  const { proposal: _, calls = [], ...others } = facts;
  const called = calls.filter(({ at }) => at < inbound.at);
  const then = { ...others, ...(called.length > 0 ? { calls: called } : {}) };
  return { ...memory, entries: past, facts: then, known };
}
