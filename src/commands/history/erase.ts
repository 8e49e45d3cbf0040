import { relative } from 'node:path';
import * as Flags from '@oclif/core/flags';
import { plural } from '../../core/plural.ts';
import type { LogErasure } from '../../core/log/log-erasing.ts';
import { eraseEverywhere } from '../../core/operator/erase-customer.ts';
import { shortChat } from '../../core/phone.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';
import { HistoryCommand } from '../../cli/base/history-command.ts';
import { phoneOf } from '../../cli/base/journal-command.ts';

interface Erased {
  phone: string;
  chat: string;
  /** Further chats of the same person, which are removed with it. */
  linked: string[];
  /** Whether anything was remembered of the chat, or known of the customer. */
  history: boolean;
  /** Messages, replies, records and accounts that were removed from the journal. */
  journal: number;
  /** Log files in which there were lines of the chat. */
  logs: LogErasure[];
}

export default class HistoryErase extends HistoryCommand {
  static override readonly summary = 'Remove all data about a customer who asks for it.';
  static override readonly description =
    'Removes, in all chats of the same person, the history, its summary and what is known of the customer; messages, replies, dead letters and usage records from the journal; and the lines that `wabot logs --chat` shows from the log. Phone numbers are shortened there, so lines of another number that looks the same go as well. No trace stays in the free space of the files, and an answer being written at that moment is dropped. Asks for confirmation; without a terminal it needs --yes and otherwise refuses with exit code 2.';
  static override readonly examples = [
    '<%= config.bin %> history erase --phone 77001234567',
    '<%= config.bin %> history erase --phone 77001234567 --yes --json',
  ];
  static override readonly flags = {
    phone: phoneFlag({ required: true }),
    instance: instanceFlag,
    yes: Flags.boolean({ char: 'y', summary: 'Skip the confirmation.' }),
  };

  async run(): Promise<Erased> {
    const { flags } = await this.parse(HistoryErase);
    const [chat, name] = [flags.phone, phoneOf(flags.phone)];
    const nothing: Erased = { phone: name, chat, linked: [], history: false, journal: 0, logs: [] };
    const linked = await this.withChats(({ customers }) => customers.linkedTo(chat));
    const whom = [name, ...linked.map(phoneOf)].join(', ');
    if (!(await this.agreed(`Remove everything about ${whom}? This cannot be undone.`, flags.yes)))
      return nothing;
    const erased = await this.withChats(
      async ({ chats, customers, opened: { plugins, onClose } }) => {
        const isConfined = plugins.memory.confined === true;
        onClose(() => plugins.journal.close());
        return this.waiting('Erasing', async () => {
          const { journal } = plugins;
          const { environment } = await this.world();
          const gone = await eraseEverywhere(chat, { chats, customers, journal, environment });
          return { ...gone, isConfined };
        });
      },
      ['journal'],
    );
    const { isConfined, ...result } = { ...nothing, ...erased, linked: linked.map(phoneOf) };
    this.#report(result, isConfined);
    return result;
  }

  #report({ history, journal, logs, phone: name, chat }: Erased, isConfined: boolean): void {
    const none = isConfined
      ? 'inside the running serve, which forgets it when restarted'
      : 'there was none';
    this.say(`History of ${name}: ${history ? 'removed' : none}.`);
    this.say(`Journal and accounts: ${plural(journal, 'entry', 'entries')} removed.`);
    for (const { file, removed, mentions } of logs) {
      const left =
        mentions === 0
          ? ''
          : `; ${plural(mentions, 'other names', 'others name')} ${shortChat(chat)} and ${mentions === 1 ? 'stays' : 'stay'}`;
      this.say(`Log ${relative('', file)}: ${plural(removed, 'line')} removed${left}.`);
    }
    this.logToStderr(logs.some(({ removed }) => removed > 0) ? ambiguity(chat) : elsewhere);
  }
}

const elsewhere =
  'What the bot printed on standard error is kept by what collects it (journalctl, docker logs), and the messenger and the model have their own records.';

function ambiguity(chat: string): string {
  return `Phone numbers are shortened in the log: lines of any other number that looks like ${shortChat(chat)} were removed with it. ${elsewhere}`;
}
