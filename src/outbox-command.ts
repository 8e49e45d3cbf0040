import { CLIError } from '@oclif/core/errors';
import type { Inbound } from './core/kinds/channel.ts';
import type { DeadLetter, Journal } from './core/kinds/journal.ts';
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

/** What the commands about dead letters share. */
export abstract class OutboxCommand extends JournalCommand {
  /** The letter with this id; otherwise wrong usage. */
  protected async letter(journal: Journal, id: string): Promise<DeadLetter> {
    const found = await journal.letters.show(id);
    if (found) return found;
    throw new CLIError(`There is no dead letter ${JSON.stringify(id)}: \`wabot outbox list\` shows them.`, { exit: 2 });
  }
}

export function printed({ id, kind, chat, reason, at, body, voice }: DeadLetter): PrintedLetter {
  const text = textOf({ kind, body });
  return { id, kind, chat: chat ?? null, reason, at: new Date(at).toISOString(), text, voice: voice !== undefined };
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
  if (kind !== 'inbound') return body;
  const { content } = JSON.parse(body) as Inbound;
  if (content.type === 'text') return content.text;
  return content.type === 'unsupported' ? `[${content.attached}]` : `[${content.type}]`;
}
