import { randomUUID } from 'node:crypto';
import type { Accounts, Charge, ChargeKind } from '../../../core/kinds/journal.ts';
import type { Language } from '../../../core/plugin-api/texts.ts';
import type { Usage } from '../../../core/kinds/turn-record.ts';
import { kindBefore } from '../kind-before.ts';
import type { SqliteConnection } from './connection.ts';
import type { Store } from './store.ts';

/** Accounts that are read at a time, so that no read holds up the log's checkpoints. */
const pageSize = 1_000;

const accounts = `
  SELECT seq, chat, at, ms, model, prompt_version, language, input, cached, written, output, speech_seconds,
         speech_model, spoken_characters, spoken_seconds, voice_model, estimated, objections, calls, kind
  FROM turns WHERE (at, seq) > (?, ?) ORDER BY at, seq LIMIT ?`;

const keep = `
  INSERT OR REPLACE INTO turns
    (id, chat, at, ms, model, prompt_version, language, input, cached, written, output, speech_seconds, speech_model,
     spoken_characters, spoken_seconds, voice_model, estimated, objections, calls, kind, record)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const kept = 'SELECT 1 AS yes FROM turns WHERE id = ?';

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
  /** JSON. */
  objections: string | null;
  /** JSON. */
  calls: string | null;
  kind: ChargeKind | null;
}

/** What was paid for, in the journal's file. */
export function openAccounts(store: Store): Accounts {
  return {
    charge: (charge) =>
      store.write((connection) => keepCharge(connection, `charge/${randomUUID()}`, charge)),
    async *usage(since) {
      let last = { at: since, seq: -1 };
      for (;;) {
        const { at, seq } = last;
        const rows = await store.read((connection) =>
          connection.all<AccountRow>(accounts, at, seq, pageSize),
        );
        for (const row of rows) yield toCharge(row);
        last = rows.at(-1) ?? last;
        if (rows.length < pageSize) return;
      }
    },
  };
}

/** Whether a turn or a charge of this id is kept. */
export function isKept(connection: SqliteConnection, id: string): boolean {
  return connection.get(kept, id) !== undefined;
}

/** Writes down what was paid for, under an id, and with it the record that memory must take in where there is one, as JSON. */
export function keepCharge(
  connection: SqliteConnection,
  id: string,
  { chat, at, kind, ms, model, promptVersion, language, usage, calls }: Charge,
  record?: string,
): void {
  const { input, cached, written, output, speechSeconds, speechModel, ...spoken }: Partial<Usage> =
    usage ?? {};
  const { spokenCharacters, spokenSeconds, voiceModel, estimated, objections } = spoken;
  const heard = [input, cached, written, output, speechSeconds, speechModel];
  const said = [spokenCharacters, spokenSeconds, voiceModel, estimated ? 1 : undefined];
  const guards = objections && JSON.stringify(objections);
  const called = calls && JSON.stringify(calls);
  const counted = [...heard, ...said, guards, called];
  const account = [ms, model, promptVersion, language, ...counted, kind, record];
  connection.run(keep, id, chat, at, ...account.map((value) => value ?? null));
}

function toCharge(row: AccountRow): Charge {
  const { chat, at, ms, model, prompt_version, language, kind } = row;
  const charge = {
    chat,
    at,
    ...(ms === null ? {} : { ms }),
    ...(model === null ? {} : { model }),
    ...(prompt_version === null ? {} : { promptVersion: prompt_version }),
    ...(language === null ? {} : { language }),
    ...(row.input === null ? {} : { usage: toUsage(row, row.input) }),
    ...(row.calls === null ? {} : { calls: JSON.parse(row.calls) as Charge['calls'] & {} }),
  };
  return kind === null ? kindBefore(charge) : { ...charge, kind };
}

function toUsage(
  { cached, written, output, speech_seconds, speech_model, ...row }: AccountRow,
  input: number,
): Usage {
  const { spoken_characters, spoken_seconds, voice_model, estimated, objections } = row;
  return {
    input,
    cached: cached ?? 0,
    ...(written === null ? {} : { written }),
    output: output ?? 0,
    ...(estimated === null ? {} : { estimated: true }),
    ...(objections === null
      ? {}
      : { objections: JSON.parse(objections) as NonNullable<Usage['objections']> }),
    ...(speech_seconds === null ? {} : { speechSeconds: speech_seconds }),
    ...(speech_model === null ? {} : { speechModel: speech_model }),
    ...(spoken_characters === null ? {} : { spokenCharacters: spoken_characters }),
    ...(spoken_seconds === null ? {} : { spokenSeconds: spoken_seconds }),
    ...(voice_model === null ? {} : { voiceModel: voice_model }),
  };
}
