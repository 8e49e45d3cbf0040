import * as Flags from '@oclif/core/flags';
import type { Customer } from '../../core/customers/customer.ts';
import {
  customerLines,
  printedCustomer,
  type PrintedCustomer,
} from '../../cli/base/customer-command.ts';
import { businessClock } from '../../core/business-time.ts';
import { toLine } from '../../core/history/chats.ts';
import type { KeptChat } from '../../core/history/chat-store.ts';
import {
  dialogueMarkdown,
  dialogueText,
  entriesOf,
  quotedLines,
} from '../../core/history/dialogue.ts';
import { printedCalls, type PrintedCall } from '../../cli/shown-calls.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';
import { highlighted } from '../../cli/terminal/conversation.ts';
import { HistoryCommand, printedChat, type PrintedChat } from '../../cli/base/history-command.ts';
import { phoneOf } from '../../cli/base/journal-command.ts';
import { withHeld } from '../../core/operator/held-entries.ts';
import { printable } from '../../core/printable.ts';

interface PrintedEntry {
  id: string;
  role: 'customer' | 'bot' | 'operator';
  text: string;
  /** What a picture or a document that came with it shows. */
  seen?: string;
  /** ISO 8601. */
  at: string;
  /** Whether it was spoken, and `text` is what was understood. */
  voice: boolean;
  /** Which guards objected to the answers before it, in order; absent where none did. */
  objections?: readonly string[];
}

interface Shown extends PrintedChat {
  /** False: nothing is remembered of this chat. */
  found: boolean;
  /** What is known of the customer from this and earlier chats; null: nothing. */
  customer: PrintedCustomer | null;
  /** What was said before the entries, in short. */
  summary: string | null;
  /** Oldest first. */
  entries: PrintedEntry[];
  /** Functions that were called lately, oldest first. */
  calls: PrintedCall[];
}

const formats = ['text', 'json', 'md'] as const;

export default class HistoryShow extends HistoryCommand {
  static override readonly summary = 'Show what was said in a chat.';
  static override readonly description =
    'Shows who said what and when, after what is known of the customer; voice messages are marked. What is no longer remembered word for word is summarised first. An unknown chat is not an error: the command says that nothing is remembered.';
  static override readonly examples = [
    '<%= config.bin %> history show --phone 77001234567',
    '<%= config.bin %> history show --phone "+7 700 123-45-67" --format md > chat.md',
  ];
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
    format: Flags.option({
      options: formats,
      summary: 'Output format; json is the same as --json.',
      default: 'text' as const,
    })(),
  };

  async run(): Promise<Shown> {
    const { flags } = await this.parse(HistoryShow);
    return this.withChats(async ({ chats, customers, opened }) => {
      const [remembered, customer] = await this.waiting('Reading the chat', () =>
        Promise.all([chats.read(flags.phone), customers.read(flags.phone)]),
      );
      const kept =
        opened.bot.pauseEnd === 'answer'
          ? await this.withJournal((journal) =>
              withHeld(flags.phone, remembered, journal, Date.now()),
            )
          : remembered;
      const shown = printed(flags.phone, kept, customer);
      const isEmpty = shown.entries.length === 0 && shown.summary === null;
      if (isEmpty && !customer) this.sayUnknown(flags.phone);
      if (flags.format === 'json') this.log(JSON.stringify(shown, null, 2));
      else {
        if (customer) this.#print(this.#known(customer, flags.format), flags.format);
        if (kept && shown.entries.length > 0)
          this.#print(
            this.#lines(flags.phone, kept, flags.format, opened.bot.timeZone),
            flags.format,
          );
      }
      return shown;
    });
  }

  #known(customer: Customer, format: 'text' | 'md'): string[] {
    const heading = this.words('Known of the customer');
    const lines = customerLines(customer);
    return format === 'md'
      ? [`**${heading}**`, '', ...quotedLines(lines), '']
      : [`${heading}:`, ...lines, ''];
  }

  /** Markdown is for a file, so that its stars stay; what goes on from another line stands below it. */
  #print(lines: readonly string[], format: 'text' | 'md'): void {
    const hang = 4;
    for (const line of lines.flatMap((each) => printable(each).split('\n')))
      this.show(
        format === 'md' ? line : highlighted(line, this.screen),
        line.startsWith(' ') ? 0 : hang,
      );
  }

  #lines(chat: string, kept: KeptChat, format: 'text' | 'md', timeZone: string): string[] {
    const when = businessClock(timeZone, Date.now());
    const wording = { clock: (at: number) => this.words(when(at)), words: this.words };
    return format === 'md'
      ? dialogueMarkdown(phoneOf(chat), kept, wording)
      : dialogueText(kept, wording);
  }
}

function printed(chat: string, kept: KeptChat | undefined, customer: Customer | undefined): Shown {
  const entries = kept ? entriesOf(kept) : [];
  return {
    ...printedChat(chat, kept ? toLine(chat, kept) : {}),
    found: kept !== undefined,
    customer: customer ? printedCustomer(chat, customer) : null,
    summary: kept?.stored.summary?.text ?? null,
    entries: entries.map(({ id, role, text, at, seen, voice = false, objections }) => ({
      id,
      role,
      text,
      ...(seen === undefined ? {} : { seen }),
      at: new Date(at).toISOString(),
      voice,
      ...(objections ? { objections } : {}),
    })),
    calls: printedCalls(kept?.stored.facts ?? {}),
  };
}
