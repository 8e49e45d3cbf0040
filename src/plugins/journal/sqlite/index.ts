import { fine, warning } from '../../../core/finding.ts';
import { holdingOf, lettersAtALook } from '../../../core/given-up.ts';
import { definePlugin } from '../../../core/plugin.ts';
import { shownPath } from '../../../core/shown-path.ts';

export default definePlugin({
  kind: 'journal',
  name: 'sqlite',
  summary: 'One file in the data folder (SQLite); for one machine, survives kills and power cuts',
  settings: {},
  async create(_, world) {
    const { openJournal } = await import('./journal.ts');
    return openJournal(world.dataFolder, world.now);
  },
  async check(_, world) {
    const { openJournal, journalFile } = await import('./journal.ts');
    const journal = openJournal(world.dataFolder, world.now);
    try {
      const { waiting, due, dead } = await holdingOf(journal, lettersAtALook);
      const message = `${shownPath(journalFile(world.dataFolder))}: ${waiting} waiting, ${due} due, ${dead} given up`;
      return [dead === 0 ? fine(message) : warning(message, 'Look at what was given up: wabot outbox list')];
    } finally {
      await journal.close();
    }
  },
});
