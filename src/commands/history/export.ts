import { open } from 'node:fs/promises';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { exportedLine } from '../../core/history/chat-transfer.ts';
import type { Chats, ExportedChat } from '../../core/history/chats.ts';
import { plural } from '../../core/plural.ts';
import { phoneFlag } from '../../cli/phone-flag.ts';
import { HistoryCommand } from '../../cli/base/history-command.ts';

interface Exported {
  exported: number;
  /** The file; null: standard output. */
  output: string | null;
  /** The chats themselves with --json and no --output, otherwise null. */
  chats: ExportedChat[] | null;
}

export default class HistoryExport extends HistoryCommand {
  static override readonly summary =
    'Export whole chats as JSON Lines, for a backup or another machine.';
  static override readonly description =
    'One chat per line, in the format that `history import` reads. An existing file is not overwritten; a new one is readable by its owner only.';
  static override readonly examples = [
    '<%= config.bin %> history export --all --output chats.jsonl',
    '<%= config.bin %> history export --phone 77001234567 | jq .entries',
  ];
  static override readonly flags = {
    phone: phoneFlag({ exactlyOne: ['phone', 'all'] }),
    all: Flags.boolean({ summary: 'Export every chat.' }),
    output: Flags.string({
      char: 'o',
      summary: 'Write to this file instead of standard output.',
      helpValue: '<file>',
    }),
  };

  async run(): Promise<Exported> {
    const { flags } = await this.parse(HistoryExport);
    return this.withChats(async ({ chats }) => {
      const found = flags.phone === undefined ? chats.export() : chatOf(chats, flags.phone);
      const result = await this.#write(found, flags.output);
      if (result.exported === 0 && flags.phone !== undefined) this.sayUnknown(flags.phone);
      else this.logToStderr(`${plural(result.exported, 'chat')} exported.`);
      return result;
    });
  }

  async #write(found: AsyncIterable<ExportedChat>, output: string | undefined): Promise<Exported> {
    if (output !== undefined) {
      return this.waiting('Exporting', async () => ({
        exported: await writeFile(found, output),
        output,
        chats: null,
      }));
    }
    const chats: ExportedChat[] = [];
    let exported = 0;
    for await (const chat of found) {
      exported += 1;
      if (this.jsonEnabled()) chats.push(chat);
      else process.stdout.write(`${exportedLine(chat)}\n`);
    }
    return { exported, output: null, chats: this.jsonEnabled() ? chats : null };
  }
}

async function* chatOf(chats: Chats, chat: string): AsyncGenerator<ExportedChat> {
  const kept = await chats.read(chat);
  if (kept) yield { chat, ...kept.stored };
}

async function writeFile(found: AsyncIterable<ExportedChat>, path: string): Promise<number> {
  const file = await open(path, 'wx', 0o600).catch((error: Error) => {
    const reason =
      'code' in error && error.code === 'EEXIST'
        ? 'is there already'
        : `cannot be made (${error.message})`;
    throw new CLIError(`The file ${path} ${reason}: name another one.`, { exit: 2 });
  });
  await using _ = file;
  let written = 0;
  for await (const chat of found) {
    await file.write(`${exportedLine(chat)}\n`);
    written += 1;
  }
  return written;
}
