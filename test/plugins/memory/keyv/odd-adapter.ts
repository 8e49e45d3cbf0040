import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How an adapter misbehaves: the word that stands in KEYV_URI. While the file `away` is in its folder it keeps silent. */
export type Manner =
  | 'restless'
  | 'throws'
  | 'holds'
  | 'latin1'
  | 'refuses-letters'
  | 'prints'
  | 'endless-import'
  | 'calm';

const text = `
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

if (process.env.KEYV_URI === 'endless-import') await new Promise(() => setInterval(() => {}, 1000));

const never = () => new Promise(() => {});
const secret = () => Object.assign(new Error('connect to some://user:hidden-word@host'), { code: 'EODD' });

const manners = {
  throws() { throw secret(); },
  restless() {
    Promise.reject(secret());
    const inner = new EventEmitter();
    setInterval(() => {
      process.nextTick(() => Promise.reject(secret()));
      Promise.resolve().then(() => { throw 'hidden-word'; });
      inner.emit('error', secret());
    }, 20);
    setInterval(() => { throw secret(); }, 20);
  },
  holds(odd) {
    setInterval(() => {}, 1000);
    createServer().listen(0, '127.0.0.1');
    odd.disconnect = never;
  },
  prints() { setInterval(() => console.log('hidden-word'), 5); console.error('hidden-word'); },
};

export default class Odd extends EventEmitter {
  constructor(manner) {
    super();
    this.manner = manner;
    manners[manner]?.(this);
  }
  read() { return existsSync('kept.json') ? JSON.parse(readFileSync('kept.json', 'utf8')) : {}; }
  write(kept) { writeFileSync('kept.json', JSON.stringify(kept)); }
  async call(work) {
    if (existsSync('away')) return never();
    return work();
  }
  get(key) { return this.call(() => this.read()[key]); }
  set(key, value) {
    if (this.manner === 'refuses-letters' && /[^\\0-\\xff]/.test(value)) return Promise.reject(secret());
    const kept = this.manner === 'latin1' ? value.replace(/[^\\0-\\xff]/g, '?') : value;
    return this.call(() => this.write({ ...this.read(), [key]: kept }));
  }
  delete(key) { return this.call(() => { const { [key]: gone, ...kept } = this.read(); this.write(kept); return gone !== undefined; }); }
  clear() { return this.call(() => this.write({})); }
  async *iterator() { for (const pair of await this.call(() => Object.entries(this.read()))) yield pair; }
}
`;

/** Puts the package \`odd-adapter\` into a folder, and returns the settings with which it is the memory, in such a manner. */
export function oddAdapter(folder: string, manner: Manner): Record<string, string> {
  const at = join(folder, 'node_modules', 'odd-adapter');
  mkdirSync(at, { recursive: true });
  writeFileSync(
    join(at, 'package.json'),
    JSON.stringify({ name: 'odd-adapter', version: '1.0.0', type: 'module', main: 'main.js' }),
  );
  writeFileSync(join(at, 'main.js'), text);
  return {
    WABOT_MEMORY: 'keyv',
    KEYV_ADAPTER: 'odd-adapter',
    KEYV_URI: manner,
    WABOT_MEMORY_TIMEOUT_MS: '500',
  };
}
