import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { momentOf } from '../business-time.ts';
import type { PriceList } from '../costs/prices.ts';
import { costOf } from '../costs/usage.ts';
import type { Knowledge } from '../kinds/knowledge.ts';
import type { Catalog } from '../kinds/plugin.ts';
import type { Environment } from '../settings/settings.ts';
import { EvalClock } from './clock.ts';
import type { EvalCase, EvalExpectation } from '../eval-cases/eval-case.ts';
import type { AnswerSource } from './eval-model.ts';
import type { SpentOnTurn } from './happened.ts';
import { judge, type Judging, type Opinion } from './judge.ts';
import { askOpinion } from './opinion.ts';
import { Player } from './play.ts';
import { Recordings } from './recordings.ts';
import { Troubles } from './troubles.ts';

/** What conversations are run with. */
export interface RunParts {
  catalog: Catalog;
  /** Under which nothing of the real bot is touched, for a conversation whose files are in this folder. */
  environmentIn(folder: string): Environment;
  /** What the business says of itself. */
  prompt: string;
  source: AnswerSource;
  /** The model that is asked by name; absent: the one of the settings. */
  model?: string | undefined;
  /** The quiet time of a burst, milliseconds. */
  quietMs: number;
  timeZone: string;
  prices: PriceList;
  shared(sources: ReadonlyMap<string, Knowledge>): ReadonlyMap<string, Knowledge>;
}

/** An expectation that does not hold. */
export interface Failed {
  line: number;
  /** As it stands in the file. */
  expected: string;
  problem: string;
  /** What the customer received since the last action. */
  replies: string[];
}

/** How one run of a conversation went. */
export interface CaseRun {
  failures: Failed[];
  /** US dollars of the answers, without what has no known price; and of the opinions. */
  money: number;
  opinionMoney: number;
  /** Models whose price is not known. */
  unpriced: string[];
  /** The slowest answer, milliseconds. */
  ms: number;
  /** Answers that were recorded with other instructions than now. */
  stale: number;
  /** Questions for which nothing is recorded. */
  missed: number;
  /** What a model was to judge, and none could be asked. */
  unjudged: number;
  /** What models found, expectation by expectation. */
  opinions: string[];
}

/** Runs a conversation once; `repetition` counts from 0. Rejects with a WabotError when the bot cannot be started under these settings. */
export async function runCase(
  evalCase: EvalCase,
  parts: RunParts,
  { repetition, path }: { repetition: number; path: string },
): Promise<CaseRun> {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-eval-'));
  const recordings = await Recordings.of(path);
  try {
    const promptFile = join(folder, 'prompt.md');
    await writeFile(promptFile, parts.prompt);
    const run = new Run(evalCase, parts, { repetition, recordings, folder, promptFile });
    const result = await run.play();
    if (parts.source === 'record' && repetition === 0) await recordings.save();
    return result;
  } finally {
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
  readonly #result: CaseRun = {
    failures: [],
    money: 0,
    opinionMoney: 0,
    unpriced: [],
    ms: 0,
    stale: 0,
    missed: 0,
    unjudged: 0,
    opinions: [],
  };

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
      },
    });
  }

  async play(): Promise<CaseRun> {
    try {
      for (const step of this.#case.steps) {
        if ('do' in step) {
          await this.#player.act(step.do);
          this.#count();
        } else for (const each of step.expect) await this.#hold(each);
      }
    } finally {
      await this.#player.close();
    }
    return this.#result;
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

  async #hold(expectation: EvalExpectation): Promise<void> {
    const { happened } = this.#player;
    const judging: Judging = {
      prices: this.#parts.prices,
      isPaused: () => this.#player.isPaused(),
      opinion: (text, replies) => this.#opinion(text, replies),
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

  async #opinion(text: string, replies: readonly string[]): Promise<Opinion | undefined> {
    const found = await this.#player.opinion((model) => askOpinion(model, text, replies));
    if (!found) {
      this.#result.unjudged += 1;
      return undefined;
    }
    this.#result.opinionMoney += this.#moneyOf({
      model: found.answer.model,
      usage: found.answer.usage,
    });
    return found.opinion;
  }
}
