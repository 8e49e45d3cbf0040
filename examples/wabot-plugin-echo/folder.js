import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { definePlugin, fine } from 'wabot/plugin';
import { FolderStore } from './folder-store.js';

export default definePlugin({
  kind: 'memory',
  version: 1,
  name: 'folder',
  summary: 'A file for each chat in the data folder; an example',
  settings: {},
  async create(_settings, world) {
    const folder = folderIn(world);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new FolderStore(folder);
  },
  async check(_settings, world) {
    return [fine(`chats are kept as files in ${folderIn(world)}`)];
  },
});

function folderIn({ dataFolder }) {
  return join(dataFolder, 'chats');
}
