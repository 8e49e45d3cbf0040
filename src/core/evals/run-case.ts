import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { momentOf } from '../business-time.ts';
import type { PriceList } from '../costs/prices.ts';
import { costOf } from '../costs/usage.ts';
import { TimedOut, unlessAborted, within } from '../deadline.ts';
import type { Knowledge } from '../kinds/knowledge.ts';
import type { Catalog } from '../kinds/plugin.ts';
import type { Environment } from '../settings/settings.ts';
import { freshRun, type CaseRun } from './case-run.ts';
import { EvalClock } from './clock.ts';
import type { EvalCase, EvalExpectation } from '../eval-cases/eval-case.ts';
import type { AnswerSource } from './eval-model.ts';
import type { SpentOnTurn } from './happened.ts';
import { judge, type Judging } from './judge.ts';
import { askOpinion, type JudgedMeaning } from '../verdicts/opinion.ts';
import { Player } from './play.ts';
import { Recordings } from './recordings.ts';
import { Troubles } from './troubles.ts';
import type { ModelOpinion } from '../verdicts/verdict.ts';

/** What conversations are run with. */
export interface RunParts {
  catalog: Catalog;
  /** Under which nothing of the real bot is touched, for a conversation whose files are in this folder. */
  environmentIn(folder: string): Environment;
  /** What the business says of itself. */
  prompt: string;
  source: AnswerSource;
  /** The folder in which answers are kept until all have run; absent: beside the conversation. */
  kept?: string | undefined;
  /** How long a conversation may take, milliseconds; absent: ten minutes. */
  caseMs?: number;
  /** The model that is asked by name; absent: the one of the settings. */
  model?: string | undefined;
  /** The quiet time of a burst, milliseconds. */
  quietMs: number;
  timeZone: string;
  prices: PriceList;
  shared(sources: ReadonlyMap<string, Knowledge>): ReadonlyMap<string, Knowledge>;
}

/** A conversation that takes longer has hung, milliseconds: each answer has its own time, too. */
const usualMs = 10 * 60_000;

/** Which run of a conversation it is. */
export interface RunOptions {
  /** From 0. */
  repetition: number;
  path: string;
  signal: AbortSignal;
}

/** Runs a conversation once. Rejects with a WabotError when the bot cannot be started under these settings, or with the signal's reason. */
export async function runCase(
  evalCase: EvalCase,
  parts: RunParts,
  { repetition, path, signal }: RunOptions,
): Promise<CaseRun> {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-eval-'));
  const { source, kept } = parts;
  const recordings = await (kept === undefined
    ? Recordings.of(path)
    : Recordings.keptIn(kept, path));
  try {
    const promptFile = join(folder, 'prompt.md');
    await writeFile(promptFile, parts.prompt);
    const run = new Run(evalCase, parts, { repetition, recordings, folder, promptFile });
    const result = await run.play(signal);
    if (source === 'record' && repetition === 0) await recordings.save();
    return result;
  } finally {
    if (source === 'resume') await recordings.saveMore();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Setting {
  repetition: number;
  recordings: Recordings;
  folder: string;
  promptFile: string;
}

/** One run of a conversation. */
class Run {
  readonly #case: EvalCase;
  readonly #parts: RunParts;
  readonly #player: Player;
  readonly #result = freshRun();
  #line = 1;

  constructor(evalCase: EvalCase, parts: RunParts, setting: Setting) {
    const { source, model, quietMs, timeZone } = parts;
    const { repetition, recordings, folder, promptFile } = setting;
    this.#case = evalCase;
    this.#parts = parts;
    this.#player = new Player({
      ...parts,
      environment: { ...parts.environmentIn(folder), PROMPT_FILE: promptFile, WABOT_QUIET_MS: '0' },
      quietMs,
      results: evalCase.results,
      playing: {
        source,
        recordings,
        repetition,
        model,
        clock: new EvalClock(momentOf(evalCase.at, 0, timeZone) ?? 0),
        troubles: new Troubles(),
        missed: () => void (this.#result.missed += 1),
        failed: (why) => void (this.#result.outage = why),
      },
    });
  }

  /** Plays all of it; one that hangs fails. Rejects with the signal's reason. */
  async play(signal: AbortSignal): Promise<CaseRun> {
    const { caseMs = usualMs } = this.#parts;
    try {
      await within(caseMs, signal, (stop) => unlessAborted(this.#steps(stop), stop));
    } catch (error) {
      if (!(error instanceof TimedOut)) throw error;
      this.#overdue(caseMs);
    } finally {
      await this.#player.end();
    }
    return this.#result;
  }

  async #steps(stop: AbortSignal): Promise<void> {
    for (const step of this.#case.steps) {
      stop.throwIfAborted();
      this.#line = step.line;
      if ('do' in step) {
        await this.#player.act(step.do);
        this.#count();
      } else for (const each of step.expect) await this.#hold(each, stop);
    }
  }

  #overdue(caseMs: number): void {
    this.#count();
    const problem = `It did not end within ${caseMs / 60_000} min.`;
    const { failures } = this.#result;
    failures.push({ line: this.#line, expected: this.#case.title, problem, replies: [] });
    this.#result.outage ??= problem;
  }

  /** Adds up what the last action cost. */
  #count(): void {
    const { spent, asked, ms } = this.#player.happened;
    for (const each of spent) this.#result.money += this.#moneyOf(each);
    this.#result.stale += asked.filter(({ isStale }) => isStale).length;
    this.#result.ms = Math.max(this.#result.ms, ms);
  }

  #moneyOf(spent: SpentOnTurn): number {
    const { money, unpriced } = costOf({ kind: 'answer', ...spent }, this.#parts.prices);
    for (const each of unpriced)
      if (!this.#result.unpriced.includes(each)) this.#result.unpriced.push(each);
    return money;
  }

  async #hold(expectation: EvalExpectation, signal: AbortSignal): Promise<void> {
    const { happened } = this.#player;
    const judging: Judging = {
      prices: this.#parts.prices,
      isPaused: () => this.#player.isPaused(),
      opinion: (text, replies) => this.#opinion(expectation, { text, replies }, signal),
    };
    const { problem, opinion } = await judge(expectation, happened, judging);
    if (opinion !== undefined && opinion !== '') this.#result.opinions.push(opinion);
    if (problem === undefined) return;
    const { line, written } = expectation;
    this.#result.failures.push({
      line,
      expected: written,
      problem,
      replies: [...happened.replies],
    });
  }

  async #opinion(
    { line, written }: EvalExpectation,
    judged: JudgedMeaning,
    signal: AbortSignal,
  ): Promise<ModelOpinion | undefined> {
    const found = await this.#player.opinion((model) => askOpinion(model, judged, { signal }));
    const { opinion, lack, outage, answer } = found;
    if (answer)
      this.#result.opinionMoney += this.#moneyOf({ model: answer.model, usage: answer.usage });
    if (lack !== undefined)
      this.#result.unjudged.push({ line, expected: written, problem: `Not judged: ${lack}` });
    if (outage !== undefined) this.#result.outage = outage;
    return opinion;
  }
}
