import { fine, warning } from '../../../core/kinds/finding.ts';
import { holdingOf, lettersAtALook } from '../../../core/plugin-api/storage.ts';
import { definePlugin } from '../../../core/kinds/plugin.ts';
import { shownPath } from '../../../core/plugin-api/files.ts';

export default definePlugin({
  kind: 'journal',
  version: 1,
  name: 'sqlite',
  summary: 'One file in the data folder (SQLite); for one machine, survives kills and power cuts',
  settings: {},
  async create(_, world) {
    const { openJournal } = await import('./journal.ts');
    const { erasingBookings } = await import('../../calendar/erasing-journal.ts');
    const { dataFolder, now } = world;
    return erasingBookings(openJournal(dataFolder, now), async () => {
      const { openIfThere } = await import('../../calendar/sqlite-ledger.ts');
      return openIfThere(dataFolder, now);
    });
  },
  async check(_, world, _signal, { deep = false } = {}) {
    const { openJournal, journalFile } = await import('./journal.ts');
    const { damageOf } = await import('./damage.ts');
    const file = journalFile(world.dataFolder);
    const journal = openJournal(world.dataFolder, world.now);
    try {
      const damage = damageOf(file, { deep });
      if (damage) return [damage];
      const { waiting, due, dead } = await holdingOf(journal, lettersAtALook);
      const message = `${shownPath(file)}: ${waiting} waiting, ${due} due, ${dead} given up`;
      return [
        dead === 0 ? fine(message) : warning(message, 'See what was given up: wabot outbox list'),
      ];
    } finally {
      await journal.close();
    }
  },
});
