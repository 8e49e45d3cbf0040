import type { Inbound } from '../../../core/kinds/channel.ts';
import type { Books, JournalCounts, TurnAccount } from '../../../core/kinds/journal.ts';
import type { Language } from '../../../core/plugin-api/texts.ts';
import type { Usage } from '../../../core/kinds/turn-record.ts';
import { watchVersion } from '../watch-version.ts';
import { isFileLocked, lockFile } from './claim.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';
import { tryThePath } from './trial.ts';

/** A proof that the file can be written holds for so long, milliseconds. */
const proofMs = 1_000;

/** Accounts that are read at a time, so that no read holds up the log's checkpoints. */
const pageSize = 1_000;

/** As much as a long message: on a disk that is nearly full a single number may still find a place. */
const prove = 'INSERT OR REPLACE INTO proof (one, at, filling) VALUES (1, ?, zeroblob(32768))';

const count = `
  SELECT (SELECT count(*) FROM inbound WHERE state = 0) AS waiting,
         (SELECT count(*) FROM outbound WHERE state = 0) AS due,
         (SELECT count(*) FROM inbound WHERE state = 2 AND ended_at IS NOT NULL) +
         (SELECT count(*) FROM outbound WHERE state = 2 AND ended_at IS NOT NULL) +
         (SELECT count(*) FROM rejected) AS dead`;

const accounts = `
  SELECT seq, chat, at, ms, model, prompt_version, language, input, cached, written, output, speech_seconds,
         speech_model, spoken_characters, spoken_seconds, voice_model, estimated
  FROM turns WHERE (at, seq) > (?, ?) ORDER BY at, seq LIMIT ?`;

/** What belongs to a person; the raw notifications are known only by the chat's name in them. */
const erasures = [
  'DELETE FROM inbound WHERE chat = ?',
  'DELETE FROM outbound WHERE chat = ?',
  'DELETE FROM turns WHERE chat = ?',
  'DELETE FROM rejected WHERE instr(body, ?) > 0',
];

interface AccountRow {
  seq: number;
  chat: string;
  at: number;
  ms: number | null;
  model: string | null;
  prompt_version: string | null;
  language: Language | null;
  input: number | null;
  cached: number | null;
  written: number | null;
  output: number | null;
  speech_seconds: number | null;
  speech_model: string | null;
  spoken_characters: number | null;
  spoken_seconds: number | null;
  voice_model: string | null;
  estimated: number | null;
}

/** The journal's file as a whole. `close` ends what `claim` began. */
export class FileBooks implements Books {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #lock: string;
  readonly #release: (() => void)[] = [];
  #provedAt: number | undefined;

  /** @param lock the file that stands for the right to work the journal off */
  constructor(store: Store, now: () => number, lock: string) {
    this.#store = store;
    this.#now = now;
    this.#lock = lock;
  }

  async claim(changed: () => Promise<void>): Promise<void> {
    this.#release.push(lockFile(this.#lock));
    const version = (): Promise<unknown> => this.#store.read(dataVersion);
    this.#release.push(await watchVersion(version, changed));
  }

  async claimed(): Promise<boolean> {
    return isFileLocked(this.#lock);
  }

  async health(refused?: Inbound): Promise<JournalCounts> {
    const now = this.#now();
    if (
      refused !== undefined ||
      this.#provedAt === undefined ||
      Math.abs(now - this.#provedAt) >= proofMs
    ) {
      this.#provedAt = undefined;
      await this.#store.writeSynced((connection) => {
        tryThePath(connection, now);
        if (refused) tryThePath(connection, now, refused);
        connection.run(prove, now);
      });
      this.#provedAt = now;
    }
    return this.#store.read((connection) => ({
      waiting: 0,
      due: 0,
      dead: 0,
      ...connection.get<JournalCounts>(count),
    }));
  }

  async *usage(since: number): AsyncGenerator<TurnAccount> {
    let last = { at: since, seq: -1 };
    for (;;) {
      const { at, seq } = last;
      const rows = await this.#store.read((connection) =>
        connection.all<AccountRow>(accounts, at, seq, pageSize),
      );
      for (const row of rows) yield toAccount(row);
      last = rows.at(-1) ?? last;
      if (rows.length < pageSize) return;
    }
  }

  async erase(chat: string): Promise<number> {
    const erased = await this.#store.writeSynced((connection) => eraseAll(connection, chat));
    // What was erased still stands in the log; who has been told that it is gone must be able to rely on it.
    await this.#store.emptyLog();
    return erased;
  }

  /** Gives the claim back. */
  close(): void {
    for (const release of this.#release.splice(0).reverse()) release();
  }
}

/** Another number than before when another connection has committed. */
function dataVersion(connection: SqliteConnection): unknown {
  return connection.get<{ data_version: number }>('PRAGMA data_version')?.data_version;
}

function eraseAll(connection: SqliteConnection, chat: string): number {
  return erasures.reduce((sum, erasure) => sum + connection.run(erasure, chat), 0);
}

function toAccount(row: AccountRow): TurnAccount {
  const { chat, at, ms, model, prompt_version, language } = row;
  return {
    chat,
    at,
    ...(ms === null ? {} : { ms }),
    ...(model === null ? {} : { model }),
    ...(prompt_version === null ? {} : { promptVersion: prompt_version }),
    ...(language === null ? {} : { language }),
    ...(row.input === null ? {} : { usage: toUsage(row, row.input) }),
  };
}

function toUsage(
  { cached, written, output, speech_seconds, speech_model, ...row }: AccountRow,
  input: number,
): Usage {
  const { spoken_characters, spoken_seconds, voice_model, estimated } = row;
  return {
    input,
    cached: cached ?? 0,
    ...(written === null ? {} : { written }),
    output: output ?? 0,
    ...(estimated === null ? {} : { estimated: true }),
    ...(speech_seconds === null ? {} : { speechSeconds: speech_seconds }),
    ...(speech_model === null ? {} : { speechModel: speech_model }),
    ...(spoken_characters === null ? {} : { spokenCharacters: spoken_characters }),
    ...(spoken_seconds === null ? {} : { spokenSeconds: spoken_seconds }),
    ...(voice_model === null ? {} : { voiceModel: voice_model }),
  };
}
