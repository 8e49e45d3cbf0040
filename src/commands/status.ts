import { resolve } from 'node:path';
import type { SaidReady } from '../core/health/ask-ready.ts';
import type { StandIn } from '../core/assembly/registry.ts';
import { PromptVersions } from '../core/prompts/prompt-versions.ts';
import type { Translate } from '../core/owner-language/index.ts';
import type { Pause } from '../core/kinds/pauses.ts';
import { readStatus, type Status } from '../core/operator/status.ts';
import { clockOf, JournalCommand, phoneOf } from '../cli/base/journal-command.ts';
import { pauseWords, printedPause, type PrintedPause } from '../cli/base/pause-command.ts';
import { listedName, shownVersion } from '../core/prompts/version-label.ts';

/** It does not run, or cannot work, or nothing can reach it. */
const amiss = 3;

/** As printed with --json; moments are ISO 8601, what is not known is null. */
interface PrintedStatus {
  running: boolean;
  version: string | null;
  pid: number | null;
  address: string | null;
  receives: string | null;
  /** The messenger that customers use, as the running bot says; null when it cannot be asked from here. */
  messenger: string | null;
  /** Each account, where there are several; its state in the vendor's word, null until it is known. */
  accounts: { id: string; messenger: string; state: string | null; isReady: boolean }[];
  /** What stood in for plugins whose service was unavailable at startup. */
  standIns: readonly StandIn[];
  /** Whether it can do its work, as it says itself; null when it does not run or cannot be asked from here. */
  ready: boolean | null;
  /** Why not. */
  reasons: string[];
  /** What somebody should look at, such as that nothing can arrive. */
  detail: string[];
  startedAt: string | null;
  /** Null while it runs, and when it was killed. */
  stoppedAt: string | null;
  waiting: number;
  due: number;
  dead: number;
  lastReplyAt: string | null;
  promptVersion: string | null;
  errors: { reason: string; count: number; lastAt: string }[];
  /** How many customers were handed to a person, and nobody has come for them. */
  tickets: number;
  /** Where the bot is silent. */
  paused: PrintedPause[];
  /** Where a pause ran out over a customer's question. */
  unanswered: PrintedPause[];
}

export default class BotStatus extends JournalCommand {
  static override readonly summary = 'Show whether the bot is running and what is queued.';
  static override readonly description =
    'Shows since when it has been running, the queue, the last reply, and what was given up within the last hour. Reads the data folder alongside a running `serve`. Exit 0: it is running and can work; 3: it is not, or messages cannot reach it.';
  static override readonly examples = [
    '<%= config.bin %> status',
    '<%= config.bin %> status --json',
  ];

  async run(): Promise<PrintedStatus> {
    await this.parse(BotStatus);
    return this.withJournal(async (journal, bot) => {
      const folder = resolve(bot.dataFolder);
      const { promptVersion: recorded, ...read } = await readStatus(journal, folder, Date.now());
      const versions = new PromptVersions(folder);
      const promptVersion = recorded && (await listedName(versions, recorded));
      const status = { ...read, promptVersion };
      const { words } = this;
      const shown = recorded && (await shownVersion(versions, recorded));
      const said = lines({ ...status, promptVersion: shown }, clockOf(bot.timeZone), words);
      for (const line of said) this.say(words(line), 2);
      if (!status.running || (status.said && !isWell(status.said))) process.exitCode = amiss;
      return printed(status);
    });
  }
}

function lines(
  { running, run, said, journal, answeredAt, promptVersion, errors, ...people }: Status,
  clock: (at: number) => string,
  words: Translate,
): string[] {
  const moment = (iso: string): string => clock(Date.parse(iso));
  const about = run && `wabot ${run.version}, process ${run.pid}, ${run.address} (${run.receives})`;
  const ended = run?.stoppedAt === undefined ? 'killed' : `stopped ${moment(run.stoppedAt)}`;
  const last = run
    ? ` (started ${moment(run.startedAt)}, ${ended})`
    : ' and never ran with this data folder';
  return [
    running ? `running${run ? ` since ${moment(run.startedAt)}` : ''}` : `not running${last}`,
    ...(running && about ? [about] : []),
    ...messengerLines(said),
    ...(said?.reasons ?? []).map((line) => `not ready: ${line}`),
    ...(said?.detail ?? []).map((line) => `look: ${line}`),
    ...((running && run?.standIns) || []).map(standInLine),
    `queue: ${journal.waiting} waiting, ${journal.due} due, ${journal.dead} given up`,
    `last reply: ${answeredAt === undefined ? 'none within a week' : clock(answeredAt)}`,
    `prompt: ${promptVersion ?? 'not known yet'}`,
    ...(people.tickets > 0 ? [`tickets: ${people.tickets} open (wabot tickets list)`] : []),
    ...pauseLines(people, clock),
    errors.length === 0 ? 'errors of the last hour: none' : 'errors of the last hour:',
    ...errors.map(({ reason, count, at }) => `  ${clock(at)}  ${count} × ${words(reason)}`),
  ];
}

function messengerLines({ messenger, accounts = [] }: Partial<SaidReady> = {}): string[] {
  if (accounts.length > 0)
    return accounts.map(
      ({ id, messenger: of, state = 'unknown' }) => `instance ${id}: ${of}, ${state}`,
    );
  return messenger === undefined ? [] : [`messenger: ${messenger}`];
}

function pauseLines(
  { paused, unanswered }: Pick<Status, 'paused' | 'unanswered'>,
  clock: (at: number) => string,
): string[] {
  const name = ({ chat }: Pause): string => (chat === undefined ? 'every chat' : phoneOf(chat));
  return [
    ...paused.map((pause) => `silent in ${name(pause)}: ${pauseWords(pause, clock)}`),
    ...unanswered.map((pause) => `a question was left in ${name(pause)} when its pause ran out`),
  ];
}

function isWell({ ready, receiving }: SaidReady): boolean {
  return ready && receiving;
}

function standInLine({ kind, chosen, used }: StandIn): string {
  return `${kind}: ${used} stands in for ${chosen}, which was unavailable at startup; restart the bot once it is back`;
}

function printedAccounts(
  said: SaidReady | undefined,
): Pick<PrintedStatus, 'messenger' | 'accounts'> {
  const accounts = (said?.accounts ?? []).map((each) => ({ ...each, state: each.state ?? null }));
  return { messenger: said?.messenger ?? null, accounts };
}

function printed({
  running,
  run,
  said,
  journal,
  answeredAt,
  promptVersion,
  errors,
  tickets,
  paused,
  unanswered,
}: Status): PrintedStatus {
  const iso = (at: number | undefined): string | null =>
    at === undefined ? null : new Date(at).toISOString();
  return {
    running,
    version: run?.version ?? null,
    pid: run?.pid ?? null,
    address: run?.address ?? null,
    receives: run?.receives ?? null,
    ...printedAccounts(said),
    standIns: run?.standIns ?? [],
    ready: said?.ready ?? null,
    reasons: said?.reasons ?? [],
    detail: said?.detail ?? [],
    startedAt: run?.startedAt ?? null,
    stoppedAt: run?.stoppedAt ?? null,
    ...journal,
    lastReplyAt: iso(answeredAt),
    promptVersion: promptVersion ?? null,
    errors: errors.map(({ reason, count, at }) => ({
      reason,
      count,
      lastAt: new Date(at).toISOString(),
    })),
    tickets,
    paused: paused.map(printedPause),
    unanswered: unanswered.map(printedPause),
  };
}
