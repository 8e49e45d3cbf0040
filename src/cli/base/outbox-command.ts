import { CLIError } from '@oclif/core/errors';
import { plural } from '../../core/plural.ts';
import type { Inbound } from '../../core/kinds/channel.ts';
import type { DeadLetter, Journal } from '../../core/kinds/journal.ts';
import { findItem, type OwedItem } from '../../core/operator/owed-item.ts';
import { isSuspect } from '../../core/bot/suspects.ts';
import { JournalCommand, phoneOf } from './journal-command.ts';

/** A dead letter as the commands print it with --json. */
export interface PrintedLetter {
  id: string;
  kind: DeadLetter['kind'];
  chat: string | null;
  reason: string;
  /** When it was given up, ISO 8601. */
  at: string;
  /** What the customer or the bot said, or the notification as it came. */
  text: string;
  /** Whether it is a reply that was to be spoken. */
  voice: boolean;
}

/** A letter, a reply still due or a message that waits; `at` is when it came to be that. */
export interface PrintedItem extends PrintedLetter {
  state: OwedItem['state'];
}

/** What the commands about dead letters share. */
export abstract class OutboxCommand extends JournalCommand {
  /** The letter with this id; otherwise wrong usage. */
  protected async letter(journal: Journal, id: string): Promise<DeadLetter> {
    const found = await journal.letters.show(id);
    if (found) return found;
    throw new CLIError(
      `There is no dead letter ${JSON.stringify(id)}: \`wabot outbox list\` shows them.`,
      { exit: 2 },
    );
  }

  /** What has this id; otherwise wrong usage. */
  protected async item(journal: Journal, id: string): Promise<OwedItem> {
    const found = await findItem(journal, id);
    if (found) return found;
    throw new CLIError(
      `Nothing here has the ID ${JSON.stringify(id)}: \`wabot outbox list\` shows what there is.`,
      { exit: 2 },
    );
  }
}

export function printedLetter({
  id,
  kind,
  chat,
  reason,
  at,
  body,
  voice,
}: DeadLetter): PrintedLetter {
  const text = textOf({ kind, body });
  return {
    id,
    kind,
    chat: chat ?? null,
    reason,
    at: new Date(at).toISOString(),
    text,
    voice: voice !== undefined,
  };
}

/** Whatever a person named. What was not given up has as its reason how it stands. */
export function printedItem(item: OwedItem): PrintedItem {
  const { state, id } = item;
  if (state === 'given up') return { state, ...printedLetter(item.letter) };
  if (state === 'due') {
    const { chat, text, voice, createdAt, tries } = item.due;
    const about = {
      id,
      kind: 'outbound' as const,
      chat,
      reason: `due (${plural(tries, 'try', 'tries')})`,
    };
    return {
      state,
      ...about,
      at: new Date(createdAt).toISOString(),
      text,
      voice: voice !== undefined,
    };
  }
  const { inbound, tries, acceptedAt } = item.waiting;
  const suspect = isSuspect(item.waiting) ? ', tried alone' : '';
  const reason = `waiting (${plural(tries, 'try', 'tries')}${suspect})`;
  const about = {
    id,
    kind: 'inbound' as const,
    chat: inbound.chat,
    reason,
    at: new Date(acceptedAt).toISOString(),
  };
  return { state, ...about, text: contentOf(inbound), voice: false };
}

/** What each kind of letter is called for a person. */
export const kindWords: Readonly<Record<DeadLetter['kind'], string>> = {
  inbound: 'message',
  outbound: 'reply',
  invalid: 'notification',
};

/** Whose letter it is, for a person. */
export function addresseeOf({ chat }: { chat: string | null }): string {
  return chat === null ? '–' : phoneOf(chat);
}

/** A text with the mark of what is spoken, for a person. */
export function marked({ text, voice }: Pick<PrintedLetter, 'text' | 'voice'>): string {
  return voice ? `[voice] ${text}` : text;
}

function textOf({ kind, body }: Pick<DeadLetter, 'kind' | 'body'>): string {
  return kind === 'inbound' ? contentOf(JSON.parse(body) as Inbound) : body;
}

function contentOf({ content }: Inbound): string {
  if (content.type === 'text') return content.text;
  return content.type === 'unsupported' ? `[${content.attached}]` : `[${content.type}]`;
}
