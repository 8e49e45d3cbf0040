import { resolve } from 'node:path';
import type { RunNote } from '../core/health/run-note.ts';
import { latestAlerts, type LatestAlert } from '../core/alerts/latest-alerts.ts';
import type { SaidReady } from '../core/health/ask-ready.ts';
import type { StandIn } from '../core/assembly/registry.ts';
import { PromptVersions } from '../core/prompts/prompt-versions.ts';
import { readStatus } from '../core/operator/status.ts';
import { clockOf, JournalCommand } from '../cli/base/journal-command.ts';
import { printedPause, type PrintedPause } from '../cli/base/pause-command.ts';
import { statusLines, type ShownStatus } from '../cli/reports/status-lines.ts';
import { listedName, shownVersion } from '../core/prompts/version-label.ts';

/** It does not run, or cannot work, or nothing can reach it. */
const amiss = 3;

/** An alert as printed with --json, with the routes by which it has arrived. */
interface PrintedAlert {
  topic: string;
  title: string;
  at: string;
  state: LatestAlert['state'];
  routes: string[];
}

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
  /** What was amiss in the last seven days, newest first. */
  alerts: PrintedAlert[];
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
    'Shows since when it has been running, the queue, the last reply, what was given up within the last hour, and the alerts of the last seven days. Reads the data folder alongside a running `serve`. Exit 0: it is running and can work; 3: it is not, or messages cannot reach it.';
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
      const { words } = this;
      const telling = { words, clock: clockOf(bot.timeZone) };
      const alerts = await latestAlerts(journal.notices, telling, Date.now());
      const status = { ...read, promptVersion, alerts };
      const shown = recorded && (await shownVersion(versions, recorded));
      const said = statusLines({ ...status, promptVersion: shown }, telling.clock, words);
      for (const line of said) this.say(words(line), 2);
      if (!status.running || (status.said && !isWell(status.said))) process.exitCode = amiss;
      return printed(status);
    });
  }
}

function isWell({ ready, receiving }: SaidReady): boolean {
  return ready && receiving;
}

function printedRun(
  run: RunNote | undefined,
): Pick<PrintedStatus, 'version' | 'pid' | 'address' | 'receives'> {
  const { version = null, pid = null, address = null, receives = null } = run ?? {};
  return { version, pid, address, receives };
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
  alerts,
  tickets,
  paused,
  unanswered,
}: ShownStatus): PrintedStatus {
  const iso = (at: number | undefined): string | null =>
    at === undefined ? null : new Date(at).toISOString();
  return {
    running,
    ...printedRun(run),
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
    alerts: alerts.map(printedAlert),
    tickets,
    paused: paused.map(printedPause),
    unanswered: unanswered.map(printedPause),
  };
}

function printedAlert({ topic, title, at, state, told }: LatestAlert): PrintedAlert {
  return { topic, title, at: new Date(at).toISOString(), state, routes: told };
}
