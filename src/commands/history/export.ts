import { open } from 'node:fs/promises';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { exportedLine } from '../../core/history/chat-transfer.ts';
import type { Chats, ExportedChat } from '../../core/history/chats.ts';
import { plural } from '../../core/plural.ts';
import { instanceFlag, phoneFlag } from '../../cli/phone-flag.ts';
import type { ExportedCustomer } from '../../core/customers/customers.ts';
import { HistoryCommand, type OpenedChats } from '../../cli/base/history-command.ts';

interface Exported {
  /** Chats. */
  exported: number;
  /** Customers of whom something is known. */
  customersExported: number;
  /** The file; null: standard output. */
  output: string | null;
  /** The chats themselves with --json and no --output, otherwise null. */
  chats: ExportedChat[] | null;
  /** The same of the customers. */
  customers: ExportedCustomer[] | null;
}

export default class HistoryExport extends HistoryCommand {
  static override readonly summary =
    'Export whole chats as JSON Lines, for a backup or another machine.';
  static override readonly description =
    'One chat per line, then one customer per line with what is known of them, in the format that `history import` reads. An existing file is not overwritten; a new one is readable by its owner only.';
  static override readonly examples = [
    '<%= config.bin %> history export --all --output chats.jsonl',
    '<%= config.bin %> history export --phone 77001234567 | jq .entries',
  ];
  static override readonly flags = {
    phone: phoneFlag({ exactlyOne: ['phone', 'all'] }),
    instance: instanceFlag,
    all: Flags.boolean({ summary: 'Export every chat.' }),
    output: Flags.string({
      char: 'o',
      summary: 'Write to this file instead of standard output.',
      helpValue: '<file>',
    }),
  };

  async run(): Promise<Exported> {
    const { flags } = await this.parse(HistoryExport);
    return this.withChats(async (opened) => {
      const result = await this.#write(exportOf(opened, flags.phone), flags.output);
      const { exported, customersExported } = result;
      if (exported + customersExported === 0 && flags.phone !== undefined)
        this.sayUnknown(flags.phone);
      else {
        this.logToStderr(`${plural(exported, 'chat')} exported.`);
        if (customersExported > 0)
          this.logToStderr(`${plural(customersExported, 'customer')} exported.`);
      }
      return result;
    });
  }

  async #write(found: AsyncIterable<Line>, output: string | undefined): Promise<Exported> {
    const isPrinting = output === undefined && !this.jsonEnabled();
    const isKeeping = output === undefined && this.jsonEnabled();
    const chats: ExportedChat[] = [];
    const customers: ExportedCustomer[] = [];
    const counts = { exported: 0, customersExported: 0 };
    const seen = (line: Line): void => {
      const isCustomer = 'customer' in line;
      counts[isCustomer ? 'customersExported' : 'exported'] += 1;
      if (isPrinting) process.stdout.write(`${exportedLine(line)}\n`);
      if (!isKeeping) return;
      if (isCustomer) customers.push(line);
      else chats.push(line);
    };
    if (output === undefined) for await (const line of found) seen(line);
    else await this.waiting('Exporting', () => writeFile(found, output, seen));
    const kept = isKeeping ? { chats, customers } : { chats: null, customers: null };
    return { ...counts, output: output ?? null, ...kept };
  }
}

type Line = ExportedChat | ExportedCustomer;

/** The chats, then what is known of customers: of one of them, or of all. */
async function* exportOf(
  { chats, customers }: Pick<OpenedChats<never>, 'chats' | 'customers'>,
  chat: string | undefined,
): AsyncGenerator<Line> {
  if (chat === undefined) {
    yield* chats.export();
    yield* customers.export();
    return;
  }
  yield* chatOf(chats, chat);
  const customer = await customers.read(chat);
  if (customer) yield { chat, customer };
}

async function* chatOf(chats: Chats, chat: string): AsyncGenerator<ExportedChat> {
  const kept = await chats.read(chat);
  if (kept) yield { chat, ...kept.stored };
}

async function writeFile(
  found: AsyncIterable<Line>,
  path: string,
  seen: (line: Line) => void,
): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((error: Error) => {
    const reason =
      'code' in error && error.code === 'EEXIST'
        ? 'is there already'
        : `cannot be made (${error.message})`;
    throw new CLIError(`The file ${path} ${reason}: name another one.`, { exit: 2 });
  });
  await using _ = file;
  for await (const line of found) {
    await file.write(`${exportedLine(line)}\n`);
    seen(line);
  }
}
