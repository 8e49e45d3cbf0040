import { pricesIn } from '../costs/prices.ts';
import { WabotError } from '../errors.ts';
import type { Translate } from '../owner-language/index.ts';
import { estimateTokens } from '../prompts/prompt-review.ts';
import type { Calls } from './console-calls.ts';
import type { ConsoleParts } from './console-parts.ts';
import type { TestConversation, TestedConversation } from './conversation-tests.ts';
import { CallRefused, optionalTextField } from './sent-fields.ts';

/** A typical question: rules, what was said and found, and an answer of some sentences, in tokens. */
const besidePrompt = 1_500;
const usualAnswer = 200;

/** The longest prompt that is tried, characters. */
const longestPrompt = 600_000;

/** One run of the conversations; the next one takes its place. */
interface EvalJob {
  stop: AbortController;
  isOffline: boolean;
  /** Whether an edit was tried that is not saved. */
  isEdited: boolean;
  total: number;
  done: TestedConversation[];
  ended: { at: number; lines: string[] } | { at: number; problem: unknown } | undefined;
}

/** The last run of each bot in this process. */
const jobs = new WeakMap<ConsoleParts, EvalJob>();

function shownJob(job: EvalJob, words: Translate): object {
  const { isOffline, isEdited, total, ended, stop } = job;
  const worded = <One extends { problem: string }>(all: readonly One[]): One[] =>
    all.map((one) => ({ ...one, problem: words(one.problem) }));
  const done = job.done.map((result) => ({
    ...result,
    failures: worded(result.failures),
    unjudged: worded(result.unjudged),
  }));
  const end = !ended
    ? { at: null, lines: [], problem: null }
    : 'lines' in ended
      ? { at: ended.at, lines: ended.lines.map((line) => words(line)), problem: null }
      : { at: ended.at, lines: [], problem: problemOf(ended.problem, stop, words) };
  return { isOffline, isEdited, total, done, isRunning: ended === undefined, ...end };
}

/** Why a run ended early, for a person; null where somebody wanted it to. */
function problemOf(error: unknown, { signal }: AbortController, words: Translate): string | null {
  if (signal.aborted) return null;
  return error instanceof WabotError ? words(error.message, error.code) : String(error);
}

/** What asking the model would cost, US dollars, about; null where its price is not known. */
async function costOf(
  { opened, turns, catalog, signal }: ConsoleParts,
  files: readonly TestConversation[],
): Promise<number | null> {
  const { limits } = opened.plugins.model;
  if (!limits) return null;
  const [prices, prompt, documents] = await Promise.all([
    pricesIn(catalog),
    turns.prompt.load(signal),
    turns.knowledge?.load(signal),
  ]);
  const told = documents?.whole === undefined ? 0 : documents.tokens;
  const input = estimateTokens(prompt.text) + told + besidePrompt;
  const usage = { input, cached: 0, output: usualAnswer };
  const one = prices.answerCost(limits.model, usage);
  return one === undefined ? null : one * files.reduce((sum, file) => sum + file.questions, 0);
}

/** Begins a run, which holds the place from this moment on: of two clicks at once only one is paid for. */
async function begin(parts: ConsoleParts, isOffline: boolean, edited?: string): Promise<void> {
  const { tests, turns, opened, signal } = parts;
  const last = jobs.get(parts);
  if (last && !last.ended) throw new CallRefused('evals-running', 409);
  const job: EvalJob = {
    stop: new AbortController(),
    isOffline,
    isEdited: edited !== undefined,
    total: 0,
    done: [],
    ended: undefined,
  };
  jobs.set(parts, job);
  try {
    job.total = (await tests?.list())?.length ?? 0;
    if (!tests || job.total === 0) throw new CallRefused('no-evals', 404);
    const run = {
      prompt: edited ?? (await turns.prompt.load(signal)).text,
      isOffline,
      signal: AbortSignal.any([signal, job.stop.signal]),
      done: (result: TestedConversation) => void job.done.push(result),
    };
    const at = (): number => opened.world.now();
    tests.run(run).then(
      (lines) => void (job.ended = { at: at(), lines }),
      (problem: unknown) => void (job.ended = { at: at(), problem }),
    );
  } catch (error) {
    // Nothing runs: the page shows what was there before, and somebody can try again.
    if (last) jobs.set(parts, last);
    else jobs.delete(parts);
    throw error;
  }
}

/** What the page asks about the conversations that test the prompt, and running them, as `wabot eval` does. */
export const evalCalls: Calls = {
  evals: {
    reads: true,
    run: async (parts, _fields, words) => {
      const files = (await parts.tests?.list()) ?? [];
      const job = jobs.get(parts);
      return {
        isThere: parts.tests !== undefined,
        files,
        cost: files.length === 0 ? null : await costOf(parts, files),
        model: parts.opened.plugins.model.limits?.model ?? null,
        job: job ? shownJob(job, words) : null,
      };
    },
  },
  runEvals: {
    run: async (parts, fields) => {
      await begin(
        parts,
        fields['offline'] === true,
        optionalTextField(fields, 'prompt', longestPrompt),
      );
      return {};
    },
  },
  stopEvals: {
    run: async (parts) => {
      jobs.get(parts)?.stop.abort();
      return {};
    },
  },
};
