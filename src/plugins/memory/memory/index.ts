import { fine } from '../../../core/kinds/finding.ts';
import { definePlugin } from '../../../core/kinds/plugin.ts';
import { MemoryStore } from './memory-store.ts';

export { MemoryStore } from './memory-store.ts';

export default definePlugin({
  kind: 'memory',
  version: 1,
  name: 'memory',
  summary:
    'The memory of the running process: chats are forgotten at a restart, and no other process sees them',
  settings: {},
  async create() {
    return new MemoryStore();
  },
  async check() {
    return [fine('chats are kept in the memory of the process until it ends')];
  },
});
