import { WabotCommand } from './base-command.ts';
import type { BotValues } from '../../core/settings/bot-settings.ts';
import type { Journal } from '../../core/kinds/journal.ts';
import { openPlugins } from '../../core/assembly/open-plugins.ts';

/** What the commands about the journal share: they open it beside a running `serve` and nothing else. */
export abstract class JournalCommand extends WabotCommand {
  /** Opens the journal for this work and closes it afterwards. */
  protected async withJournal<T>(
    work: (journal: Journal, bot: BotValues) => Promise<T>,
  ): Promise<T> {
    const world = await this.world();
    const opening = () =>
      openPlugins({ ...world, kinds: ['journal'], settings: {}, log: 'stderr' });
    const opened = await this.waiting('Opening the journal', opening);
    const { journal } = opened.plugins;
    opened.onClose(() => journal.close());
    try {
      return await work(journal, opened.bot);
    } finally {
      await opened.close();
    }
  }
}

/** Moments as a person at the business reads them: `2026-11-24 10:12`. */
export function clockOf(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (at) => format.format(at);
}

export { shownChat as phoneOf } from '../../core/phone.ts';
