import { relative, resolve } from 'node:path';
import * as Flags from '@oclif/core/flags';
import { tracesOf, type LogTrace } from '../../core/log-reader/traces.ts';
import { logName, logSettings } from '../../core/log-writer.ts';
import { shortPhone } from '../../core/phone.ts';
import { readSettings } from '../../core/settings.ts';
import { phone } from '../../flags.ts';
import { HistoryCommand } from '../../history-command.ts';
import { phoneOf } from '../../journal-command.ts';

interface Erased {
  phone: string;
  chat: string;
  /** Whether anything was remembered of the chat. */
  history: boolean;
  /** Messages, replies, records and accounts that were removed from the journal. */
  journal: number;
  /** Log files that still name the shortened number. */
  logs: LogTrace[];
}

export default class HistoryErase extends HistoryCommand {
  static override readonly summary = 'Remove a person everywhere, for a customer who asks for it.';
  static override readonly description =
    'Removes the history with its summary, and from the journal messages, replies, dead letters and accounts (`wabot usage`), and leaves nothing of them in free space of the files; a message that is being answered at that moment may come back, so run it again then. The log is not changed: the files that still name the shortened number are listed. Asks first; without a terminal it takes --yes and otherwise refuses with exit code 2.';
  static override readonly examples = [
    '<%= config.bin %> history erase --phone 77001234567',
    '<%= config.bin %> history erase --phone 77001234567 --yes --json',
  ];
  static override readonly flags = {
    phone: phone({ required: true }),
    yes: Flags.boolean({ char: 'y', summary: 'Do not ask.' }),
  };

  async run(): Promise<Erased> {
    const { flags } = await this.parse(HistoryErase);
    const [chat, name] = [flags.phone, phoneOf(flags.phone)];
    const nothing: Erased = { phone: name, chat, history: false, journal: 0, logs: [] };
    if (!(await this.agreed(`Remove everything about ${name}? This cannot be undone.`, flags.yes))) return nothing;
    const erased = await this.withChats(
      async ({ chats, opened: { plugins, onClose } }) => {
        onClose(() => plugins.journal.close());
        return this.waiting('Erasing', async () => {
          // The journal first: what it keeps for the memory must not come back from there.
          const journal = await plugins.journal.books.erase(chat);
          return { journal, history: await chats.erase(chat), logs: await this.#logs(chat) };
        });
      },
      ['journal'],
    );
    this.#report({ ...nothing, ...erased });
    return { ...nothing, ...erased };
  }

  async #logs(chat: string): Promise<LogTrace[]> {
    const { folder } = readSettings({ folder: logSettings.folder }, (await this.world()).environment).values;
    return tracesOf(chat, resolve(folder), logName);
  }

  #report({ history, journal, logs, phone: name, chat }: Erased): void {
    this.log(`History of ${name}: ${history ? 'removed' : 'there was none'}. Journal and accounts: ${journal} entries removed.`);
    for (const { file, lines, texts } of logs)
      this.log(`Log ${relative('', file)}: ${lines} lines name ${shortPhone(chat)}, ${texts} of them with texts.`);
    if (logs.length > 0) this.logToStderr(logWords);
  }
}

const logWords =
  'The log was not changed: numbers are shortened there, so some lines may be of somebody else. Old files go by themselves (LOG_MAX_MB, LOG_FILES); to be rid of them now, stop serve and delete them.';
