import type { Case, NewCase } from '../kinds/cases.ts';
import type { ChatMode, ChatRules } from '../kinds/chat-rules.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { TurnRecord } from '../kinds/turn-record.ts';
import { phoneAbout } from '../phone.ts';
import { bounded } from '../tickets/bounded.ts';
import type { TurnResult } from '../turn/turn.ts';

/** What it takes to hold answers back. */
export interface Withholding {
  /** Of chats without a rule of their own. */
  mode: ChatMode;
  /** How long a draft waits, milliseconds. */
  draftTtlMs: number;
  rules: Pick<ChatRules, 'of'>;
  cases: Pick<Journal['cases'], 'open' | 'find' | 'end' | 'list'>;
}

/** Why a case is no draft: what the bot would have said, and what the owner said. */
export const observedReasons = { bot: 'observe', owner: 'observe-owner' } as const;

const longestName = 80;
const longestText = 4_000;

/** The mode of a chat: its own, or that of the settings. */
export async function modeOf(
  chat: string,
  { mode, rules }: Pick<Withholding, 'mode' | 'rules'>,
): Promise<ChatMode> {
  return (await rules.of(chat)).mode ?? mode;
}

const toolModes = { auto: 'all', draft: 'read', observe: 'none' } as const;

/** Which functions may run in a chat: nothing is done for a customer by a bot whose words do not leave by themselves. */
export async function toolModeOf(
  chat: string,
  withholding: Pick<Withholding, 'mode' | 'rules'>,
): Promise<'all' | 'read' | 'none'> {
  return toolModes[await modeOf(chat, withholding)];
}

/**
 * What a turn comes to in the mode of its chat, asked right before it is settled. With `draft` its replies wait for an owner
 * instead of leaving, and earlier drafts of the chat are void; with `observe` they are written down. The memory takes in
 * nothing that the customer did not hear. Rejects when the journal does.
 */
export async function withhold(
  chat: string,
  messages: readonly Inbound[],
  result: TurnResult,
  parts: Withholding,
  now: number,
): Promise<TurnResult> {
  const mode = await modeOf(chat, parts);
  // The customer has written since an owner was asked.
  const { approvalAt } = result.record.facts;
  if (approvalAt !== undefined) await voidDrafts(chat, result.brings?.opens?.id, parts.cases, now);
  if (mode === 'auto') return result;
  const proposed = proposal(chat, messages, result, now);
  if (mode === 'observe') {
    await observe(chat, result, proposed, parts, now);
    return { ...result, replies: [], record: unheard(result.record) };
  }
  await voidDrafts(chat, proposed?.id, parts.cases, now);
  const kept = { ...result, replies: [], record: unheard(result.record) };
  // What goes to people anyway needs no draft: a ticket, a chat at rest.
  if (!proposed || result.brings?.opens || result.brings?.pause) return proposed ? kept : result;
  const opens = { ...proposed, about: { ...proposed.about, expiresAt: now + parts.draftTtlMs } };
  const notices = [...(result.brings?.notices ?? []), { id: proposed.id, at: now, topic: 'draft' }];
  return { ...kept, brings: { ...result.brings, opens, notices } };
}

/** The replies as a case; undefined where there are none. The same turn makes the same one. */
function proposal(
  chat: string,
  messages: readonly Inbound[],
  { replies, record, language }: TurnResult,
  at: number,
): NewCase | undefined {
  if (replies.length === 0) return undefined;
  const name = messages.findLast((message) => message.name !== undefined)?.name;
  const asked = record.entries.filter(({ role }) => role === 'customer').map(({ text }) => text);
  return {
    id: `draft/${record.id}`,
    kind: 'draft',
    chat,
    at,
    about: {
      ...(name === undefined ? {} : { name: bounded(name, longestName) }),
      ...phoneAbout(messages),
      language,
      ...(asked.length === 0 ? {} : { question: bounded(asked.join(' / '), 700) }),
      proposal: replies
        .map((reply) => ({ ...reply, text: reply.text.slice(0, longestText) }))
        .slice(0, 3),
    },
  };
}

/** A record without what the customer does not hear. */
function unheard(record: TurnRecord): TurnRecord {
  const { hintedAt: _, apologizedAt: __, voiceDisclosedAt: ___, ...facts } = record.facts;
  return { ...record, facts, entries: record.entries.filter(({ role }) => role !== 'bot') };
}

/** A newer message of a chat makes its drafts pointless. */
async function voidDrafts(
  chat: string,
  current: string | undefined,
  cases: Withholding['cases'],
  at: number,
): Promise<void> {
  const open = await cases.list({ chat, kind: 'draft', open: true });
  for (const { id, number } of open)
    if (id !== current) await cases.end({ number, outcome: 'void', at });
}

/** Writes down what the bot would have said, and what somebody of the business did. */
async function observe(
  chat: string,
  { record }: TurnResult,
  proposed: NewCase | undefined,
  { cases }: Withholding,
  at: number,
): Promise<void> {
  const said = record.entries.filter(({ role }) => role === 'operator');
  const written = said.map((entry): NewCase => {
    const about = { reason: observedReasons.owner, question: bounded(entry.text, 700) };
    return { id: `said/${chat}/${entry.id}`, kind: 'draft', chat, at: entry.at, about };
  });
  const would = proposed && {
    ...proposed,
    about: { ...proposed.about, reason: observedReasons.bot },
  };
  for (const one of [...written, ...(would ? [would] : [])]) {
    const { number, end } = await cases.open(one);
    if (!end) await cases.end({ number, outcome: 'listed', at });
  }
}

/** Whether a case waits for an owner's word, or did. */
export function isDraft({ kind, about }: Pick<Case, 'kind' | 'about'>): boolean {
  const observed: readonly (string | undefined)[] = Object.values(observedReasons);
  return kind === 'draft' && !observed.includes(about.reason);
}
