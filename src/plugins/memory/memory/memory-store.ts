import { KeyvMemoryAdapter } from 'keyv';
import type { Confined, Replacing } from '../../../core/kinds/memory.ts';
import { ByteMap } from './byte-map.ts';

/** A Keyv 6 storage adapter over this process's memory; ends with it. */
export class MemoryStore extends KeyvMemoryAdapter implements Replacing, Confined {
  readonly confined = true;
  readonly #map: ByteMap;

  constructor() {
    const map = new ByteMap(Date.now);
    super(map);
    this.#map = map;
  }

  /** Nothing comes between the look and the write: both happen in one tick. */
  async replace(
    key: string,
    before: string | undefined,
    value: string,
    expires?: number,
  ): Promise<boolean> {
    const stored = this.getKeyPrefix(key, this.namespace);
    const cell = this.#map.get(stored);
    const isLive = cell?.expires === undefined || cell.expires > Date.now();
    if ((isLive ? cell?.value : undefined) !== before) return false;
    this.#map.set(stored, { value, expires });
    return true;
  }
}
