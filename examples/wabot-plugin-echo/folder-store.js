import { createHash, randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A Keyv 6 storage adapter: each value is a file that exists. For what it must do, see the suite of memories (`wabot/suites`). */
export class FolderStore extends EventEmitter {
  /** `expires` is a time, Unix milliseconds, and this store looks at it by itself. */
  capabilities = { expires: true };
  /** @type {string | undefined} */
  namespace;
  #folder;

  constructor(folder) {
    super();
    this.#folder = folder;
  }

  async get(key) {
    return (await this.#live(this.#file(key)))?.value;
  }

  async has(key) {
    return (await this.#live(this.#file(key))) !== undefined;
  }

  async set(key, value, expires) {
    const file = this.#file(key);
    const aside = `${file}.${randomUUID()}`;
    // A rename puts the whole file there at once: who reads at the same time never sees half of it.
    await writeFile(aside, JSON.stringify({ key: this.#prefix() + key, value, expires }), {
      mode: 0o600,
    });
    await rename(aside, file);
    return true;
  }

  async delete(key) {
    const file = this.#file(key);
    const was = await this.#live(file);
    await rm(file, { force: true });
    return was !== undefined;
  }

  async clear() {
    for await (const { file } of this.#all()) await rm(file, { force: true });
  }

  async *iterator() {
    for await (const { key, value } of this.#all()) yield [key.slice(this.#prefix().length), value];
  }

  async getMany(keys) {
    return inTurn(keys, (key) => this.get(key));
  }

  async hasMany(keys) {
    return inTurn(keys, (key) => this.has(key));
  }

  async setMany(entries) {
    return inTurn(entries, ({ key, value, expires }) => this.set(key, value, expires));
  }

  async deleteMany(keys) {
    return inTurn(keys, (key) => this.delete(key));
  }

  async disconnect() {}

  /** A phone number is no name for a file, and not every key could be one. */
  #file(key) {
    const name = createHash('sha256').update(this.#prefix() + key);
    return join(this.#folder, `${name.digest('hex')}.json`);
  }

  #prefix() {
    return this.namespace === undefined ? '' : `${this.namespace}::`;
  }

  async *#all() {
    const prefix = this.#prefix();
    for (const name of await readdir(this.#folder)) {
      const file = join(this.#folder, name);
      const cell = name.endsWith('.json') ? await this.#live(file) : undefined;
      if (cell?.key.startsWith(prefix)) yield { file, ...cell };
    }
  }

  /** What a file holds, unless its time is over. */
  async #live(file) {
    try {
      const cell = JSON.parse(await readFile(file, 'utf8'));
      if (cell.expires === undefined || cell.expires > Date.now()) return cell;
      await rm(file, { force: true });
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    return undefined;
  }
}

async function inTurn(items, work) {
  const results = [];
  for (const item of items) results.push(await work(item));
  return results;
}
