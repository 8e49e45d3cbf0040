import type { Archive, ArchivedChat } from '../../../core/kinds/archive.ts';
import type { RedisConnection } from '../../redis/connection.ts';
import { readHistory, readHistoryList, type ReadHistory } from './chat-history.ts';

const prefix = 'chat_history:';

/** Keys that Redis looks at for one step of a scan; other clients wait for this long. */
const scanned = 1000;

/** What is asked of one key, in one go with all others of a page. */
type Answer = [error: Error | null, result: unknown];

/** The chats of the Python bot: `chat_history:<phone>`, a string with a JSON list, or a list of JSON objects. Only reads. */
export class RedisArchive implements Archive {
  readonly prompt?: string;
  readonly #connection: Pick<RedisConnection, 'run' | 'close'>;

  constructor(connection: Pick<RedisConnection, 'run' | 'close'>, prompt?: string) {
    this.#connection = connection;
    if (prompt !== undefined) this.prompt = prompt;
  }

  async names(): Promise<string[]> {
    const found = new Set<string>();
    let cursor = '0';
    do {
      const scan = await this.#connection.run((redis) =>
        redis.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', scanned),
      );
      cursor = scan[0];
      for (const key of scan[1]) found.add(key.slice(prefix.length));
    } while (cursor !== '0');
    return [...found];
  }

  async read(names: readonly string[]): Promise<ArchivedChat[]> {
    const keys = names.map((name) => prefix + name);
    const types = await this.#ask(keys, (key) => ['type', key]);
    const values = await this.#ask(keys, (key, index) => reading(key, types[index]?.[1]));
    const times = await this.#ask(keys, (key) => ['pttl', key]);
    const now = Date.now();
    return names.flatMap((name, index) => {
      const [type, value, left] = [
        types[index]?.[1],
        values[index]?.[1],
        Number(times[index]?.[1]),
      ];
      // -2: it has ended meanwhile; -1: it never ends.
      if (type === 'none' || left === -2) return [];
      return [
        { name, ...understand(type, value), ...(left >= 0 ? { expiresAt: now + left } : {}) },
      ];
    });
  }

  close(): Promise<void> {
    this.#connection.close();
    return Promise.resolve();
  }

  /** One command for each key, all under way at once. */
  async #ask(
    keys: readonly string[],
    command: (key: string, index: number) => string[],
  ): Promise<Answer[]> {
    return this.#connection.run(async (redis) => {
      const found: Answer[] = (await redis.pipeline(keys.map(command)).exec()) ?? [];
      // A value that changed its type meanwhile is no failure of Redis.
      const failed = found.find(
        ([error]) => error !== null && !error.message.startsWith('WRONGTYPE'),
      );
      if (failed) throw failed[0] as Error;
      return found;
    });
  }
}

function reading(key: string, type: unknown): string[] {
  return type === 'list' ? ['lrange', key, '0', '-1'] : ['get', key];
}

function understand(type: unknown, value: unknown): ReadHistory {
  if (type === 'string' && typeof value === 'string') return readHistory(value);
  if (type === 'list' && Array.isArray(value)) return readHistoryList(value.map(String));
  return { entries: [], broken: ['a chat is neither a string nor a list of Redis'] };
}
