import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { HistoryCommand, type OpenedChats } from '../../cli/base/history-command.ts';
import { businessClock, momentOf } from '../../core/business-time.ts';
import { draftFolder, evalFolder } from '../../cli/evals/found-files.ts';
import { BusinessDays } from '../../core/business-day.ts';
import { draftCase } from '../../core/eval-cases/draft-case.ts';
import { fileErrorCode } from '../../core/files/file-error.ts';

interface Drafted {
  /** The files that were written. */
  files: string[];
}

export default class EvalDraft extends HistoryCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Write conversations for `eval` from real chats.';
  static override readonly description =
    'The newest chats, with phone numbers, e-mail addresses and names replaced, and with what the bot answered as comments. Read them before you keep them: say what you expect, and make sure that nothing in them tells who somebody is. No file is overwritten.';
  static override readonly examples = ['<%= config.bin %> eval draft --since 7d'];
  static override readonly flags = {
    since: Flags.string({
      summary: 'Only chats active since then: 30m, 24h, 7d, or a day or moment such as 2026-11-24.',
      default: '7d',
      helpValue: '<time>',
    }),
    limit: Flags.integer({
      summary: 'Maximum number of chats.',
      default: 20,
      min: 1,
      max: 1000,
      helpValue: '<number>',
    }),
    output: Flags.string({
      char: 'o',
      summary: 'Write into this folder.',
      default: join(evalFolder, draftFolder),
      helpValue: '<folder>',
    }),
  };

  async run(): Promise<Drafted> {
    const { flags } = await this.parse(EvalDraft);
    return this.withChats(async (opened) => {
      const { timeZone } = opened.opened.bot;
      const since = momentOf(flags.since, Date.now(), timeZone);
      if (since === undefined)
        throw new CLIError('--since is a time such as 24h or 7d, or a day such as 2026-11-24.', {
          exit: 2,
        });
      const texts = await this.#drafts(opened, { since, limit: flags.limit, timeZone });
      if (texts.length === 0) this.logToStderr('No chat was active since then.');
      else await mkdir(flags.output, { recursive: true });
      const files: string[] = [];
      for (const { day, text } of texts) files.push(await written(flags.output, day, text));
      for (const file of files) this.log(file);
      return { files };
    });
  }

  async #drafts(
    { chats, customers }: OpenedChats<'memory'>,
    { since, limit, timeZone }: { since: number; limit: number; timeZone: string },
  ): Promise<{ day: string; text: string }[]> {
    const days = new BusinessDays(timeZone);
    const when = businessClock(timeZone, Date.now());
    const page = await chats.list({ limit, since });
    const drafts = page.chats.map(async ({ chat, updatedAt }) => {
      const kept = await chats.read(chat);
      if (!kept) return [];
      const { entries, facts } = kept.stored;
      const name = (await customers.read(chat))?.name?.text;
      const text = draftCase(
        { entries, language: facts.language, name },
        this.words(when(updatedAt)),
      );
      return text === undefined ? [] : [{ day: days.of(updatedAt), text }];
    });
    return (await Promise.all(drafts)).flat();
  }
}

/** Writes a draft under the first name that is free; resolves with its path. */
async function written(folder: string, day: string, text: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${day}-${number}.yaml`);
    try {
      await writeFile(path, text, { flag: 'wx' });
      return path;
    } catch (error) {
      if (fileErrorCode(error) !== 'EEXIST') throw error;
    }
  }
}
