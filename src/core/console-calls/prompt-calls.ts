import type { FetchedPrompt } from '../kinds/prompt.ts';
import { countChanges, diffLines } from '../prompts/line-diff.ts';
import { estimateTokens, reviewPrompt } from '../prompts/prompt-review.ts';
import { finishSync, planSync } from '../prompts/prompt-sync.ts';
import { hashOf, type PromptVersion } from '../prompts/prompt-versions.ts';
import { rollBackTo } from '../prompts/roll-back.ts';
import { rolledBackTo } from '../prompts/rolled-back-prompt.ts';
import { savePrompt } from '../prompts/save-prompt.ts';
import { listedName } from '../prompts/version-label.ts';
import type { Calls } from './console-calls.ts';
import type { ConsoleParts } from './console-parts.ts';
import {
  numberField,
  optionalTextField,
  CallRefused,
  textField,
  type SentFields,
} from './sent-fields.ts';
import { playgroundCalls } from './playground.ts';

/** The longest prompt that is edited in a browser, characters. */
const longestPrompt = 600_000;

interface ShownVersion extends Pick<PromptVersion, 'number' | 'name' | 'source' | 'at'> {
  characters: number;
  tokens: number;
}

function shownVersion({ number, name, source, at, text }: PromptVersion): ShownVersion {
  return { number, name, source, at, characters: text.length, tokens: estimateTokens(text) };
}

async function versionIn(
  { versions }: ConsoleParts,
  fields: SentFields,
  name: string,
): Promise<PromptVersion> {
  const found = await versions.get(numberField(fields, name, { least: 1 }));
  if (!found) throw new CallRefused('not-found', 404);
  return found;
}

/** What the source says now; null where it cannot be asked. */
async function sourceOf({ opened, signal }: ConsoleParts): Promise<FetchedPrompt | null> {
  return (await opened.plugins.prompt.fetch?.(signal).catch(() => undefined)) ?? null;
}

/** The current prompt, its source, and the versions that are kept. */
async function promptView(parts: ConsoleParts): Promise<object> {
  const { opened, turns, versions, signal } = parts;
  const { prompt } = opened.plugins;
  const [current, source, older, kept] = await Promise.all([
    turns.prompt.load(signal),
    sourceOf(parts),
    rolledBackTo(versions),
    versions.list(),
  ]);
  return {
    text: current.text,
    name: await listedName(versions, current.version),
    tokens: estimateTokens(current.text),
    rolledBack: older?.number ?? null,
    problem: turns.prompt.problem?.() ?? null,
    source: source && { ...source, hash: hashOf(source.text) },
    canSave: prompt.save !== undefined,
    versions: kept.map(shownVersion),
  };
}

/** What the page asks about the prompt and does with it. */
export const promptCalls: Calls = {
  prompt: { reads: true, run: promptView },
  promptVersion: {
    reads: true,
    run: async (parts, fields) => {
      const version = await versionIn(parts, fields, 'number');
      return { ...shownVersion(version), text: version.text };
    },
  },
  promptDiff: {
    reads: true,
    run: async (parts, fields) => {
      const from = await versionIn(parts, fields, 'from');
      const current = await parts.turns.prompt.load(parts.signal);
      const to = fields['to'] === undefined ? current : await versionIn(parts, fields, 'to');
      const lines = diffLines(from.text, to.text);
      return { ...countChanges(lines), lines };
    },
  },
  /** Looks an edited text over, beside what is current. */
  reviewPrompt: {
    reads: true,
    run: async ({ turns, signal }, fields, words) => {
      const text = textField(fields, 'text', longestPrompt).trim();
      const { problem, tokens, characters, warnings } = reviewPrompt(text);
      const lines = diffLines((await turns.prompt.load(signal)).text, text);
      const told = warnings.map(({ message }) => words(message));
      return {
        problem: problem === undefined ? null : words(`it ${problem}`),
        tokens,
        characters,
        warnings: told,
        ...countChanges(lines),
        lines,
      };
    },
  },
  rollback: {
    run: async (parts, fields) => {
      const { opened, versions, signal } = parts;
      const version = await versionIn(parts, fields, 'number');
      return { held: await rollBackTo(version, opened.plugins.prompt, versions, signal) };
    },
  },
  syncPrompt: {
    run: async ({ opened, versions, signal }) => {
      const plan = await planSync(opened.plugins.prompt, versions, signal);
      return shownVersion(await finishSync(plan, versions, opened.world.now()));
    },
  },
  savePrompt: {
    run: async ({ opened, versions, signal }, fields) => {
      const text = textField(fields, 'text', longestPrompt).trim();
      const over = optionalTextField(fields, 'over') ?? '';
      const edited = { text, over, at: opened.world.now() };
      const saved = await savePrompt(opened.plugins.prompt, versions, edited, signal);
      if (!saved) throw new CallRefused('prompt-changed', 409);
      return shownVersion(saved);
    },
  },
  ...playgroundCalls,
};
