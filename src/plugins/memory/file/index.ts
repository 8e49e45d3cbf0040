import { join } from 'node:path';
import { plural } from '../../../core/plugin-api/texts.ts';
import { fine } from '../../../core/kinds/finding.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { shownPath } from '../../../core/plugin-api/files.ts';
import { countChats, encodedTime } from '../../../core/plugin-api/storage.ts';
import { SqliteStore } from './sqlite-store.ts';

export { SqliteStore, type SqliteStoreOptions } from './sqlite-store.ts';

function open({ dataFolder }: World): { path: string; store: SqliteStore } {
  const path = join(dataFolder, 'memory.db');
  return { path, store: new SqliteStore(path, { timeOf: encodedTime }) };
}

export default definePlugin({
  kind: 'memory',
  version: 1,
  name: 'file',
  summary: 'A SQLite file in the data folder: survives restarts, open to other processes meanwhile',
  settings: {},
  async create(_values, world) {
    return open(world).store;
  },
  async check(_values, world) {
    const { path, store } = open(world);
    try {
      await store.prove();
      return [
        fine(
          `${shownPath(path)} is writable and remembers ${plural(await countChats(store), 'chat')}`,
        ),
      ];
    } finally {
      await store.disconnect();
    }
  },
});
