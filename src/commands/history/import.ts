import { createReadStream } from 'node:fs';
import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import { importChats, type Imported } from '../../core/history/chat-transfer.ts';
import { exitCodes, SetupError } from '../../core/errors.ts';
import { HistoryCommand } from '../../cli/base/history-command.ts';

/** Refused lines that are named on a terminal. */
const mostNamed = 10;

export default class HistoryImport extends HistoryCommand {
  static override readonly summary = 'Import chats that `history export` wrote.';
  static override readonly description =
    'Reads a file or standard input. A chat that already exists and is as recent stays as it is. Lines that are not chats are reported by number, the rest are imported, and the exit code is then 3.';
  static override readonly examples = [
    '<%= config.bin %> history import chats.jsonl',
    'cat chats.jsonl | <%= config.bin %> history import',
  ];
  static override readonly args = {
    file: Args.string({
      description: 'A JSON Lines file; by default standard input.',
      ignoreStdin: true,
    }),
  };

  async run(): Promise<Imported> {
    const { args } = await this.parse(HistoryImport);
    if (args.file === undefined && process.stdin.isTTY)
      throw new CLIError('Name a file, or pipe one in.', { exit: 2 });
    const file = args.file === undefined ? undefined : await this.existingFile(args.file);
    return this.withChats(async ({ chats, customers, opened }) => {
      if (opened.plugins.memory.confined === true) throw confined();
      const known = opened.bot.customerTtlMs === 0 ? undefined : customers;
      const bytes = file === undefined ? process.stdin : createReadStream(file);
      const result = await this.waiting('Importing', () =>
        importChats(chats, bytes, Date.now(), known),
      );
      for (const { line, reason } of result.refused.slice(0, mostNamed))
        this.logToStderr(`Line ${line} ${reason}.`);
      const unnamed = result.refused.length - mostNamed;
      if (unnamed > 0) this.logToStderr(`… and ${unnamed} more; --json names all of them.`);
      if (result.refused.length > 0) process.exitCode = exitCodes.setup;
      this.say(
        `${result.imported} imported, ${result.unchanged} unchanged, ${result.refused.length} refused.`,
      );
      return result;
    });
  }
}

/** What a memory takes in that ends with this command is lost at once. */
function confined(): SetupError {
  return new SetupError(
    'history.confined',
    'Chats that are kept inside the running serve cannot be imported from here',
    {
      suggestions: ['Choose a memory that outlives a process: WABOT_MEMORY=file, or redis.'],
    },
  );
}
