import { join } from 'node:path';
import { SetupError } from '../errors.ts';
import type { Knowledge } from '../kinds/knowledge.ts';
import { knowledgeReport, planKnowledge, takePlan } from '../knowledge/knowledge-sync.ts';
import { knowledgeFolder, KnowledgeVersions } from '../knowledge/knowledge-versions.ts';
import type { Translate } from '../owner-language/index.ts';
import { countChanges, diffLines, nearChanges } from '../prompts/line-diff.ts';
import { PromptFolder } from '../prompts/prompt-folder.ts';
import { estimateTokens } from '../prompts/prompt-review.ts';
import { hashOf, type PromptVersion } from '../prompts/prompt-versions.ts';
import type { Calls } from './console-calls.ts';
import type { ConsoleParts } from './console-parts.ts';
import { CallRefused, numberField, textField } from './sent-fields.ts';

/** Versions that are shown, and lines of a comparison: documents may be large. */
const mostVersions = 12;
const mostLines = 1_500;

/** A version of the documents, without its text. */
interface ShownDocuments extends Pick<PromptVersion, 'number' | 'name' | 'source' | 'at'> {
  characters: number;
  tokens: number;
}

/** What the page shows of the documents; `current` null: none were read yet. */
interface KnowledgeView {
  /** Whether the settings name any. */
  isThere: boolean;
  current: number | null;
  /** Newest first. */
  versions: ShownDocuments[];
}

function keptIn({ opened }: ConsoleParts): KnowledgeVersions {
  const { dataFolder } = opened.world;
  return new KnowledgeVersions(new PromptFolder(join(dataFolder, knowledgeFolder)), dataFolder);
}

/** The newest versions, one after the other: no more than one text is held. */
async function newestOf(
  kept: KnowledgeVersions,
  newest: number,
  words: Translate,
): Promise<ShownDocuments[]> {
  const shown: ShownDocuments[] = [];
  for (let at = newest; at > 0 && at > newest - mostVersions; at -= 1) {
    const version = await kept.kept().get(at);
    if (!version) continue;
    const { number, name, text } = version;
    const source = words(version.source);
    const size = { characters: text.length, tokens: estimateTokens(text) };
    shown.push({ number, name, source, at: version.at, ...size });
  }
  return shown;
}

function sourcesOf({ opened }: ConsoleParts): Knowledge[] {
  const sources = [...opened.knowledge.values()];
  if (sources.length > 0) return sources;
  throw new SetupError('knowledge', 'There are no documents next to the prompt', {
    suggestions: [
      'Put them into a folder and set WABOT_KNOWLEDGE to it: WABOT_KNOWLEDGE=./knowledge',
    ],
  });
}

async function textOf(kept: KnowledgeVersions, number: number | undefined): Promise<string> {
  const text = number === undefined ? undefined : await kept.textOf(number);
  if (text === undefined) throw new CallRefused('not-found', 404);
  return text;
}

/** What differs, and three lines around it. */
function changes(before: string, after: string): object {
  const lines = diffLines(before, after);
  const shown = nearChanges(lines, 3).map((line) => line ?? null);
  const more = Math.max(0, shown.length - mostLines);
  return { ...countChanges(lines), lines: shown.slice(0, mostLines), more };
}

/** What the page asks about the documents next to the prompt and does with them, as `wabot knowledge` does. */
export const knowledgeCalls: Calls = {
  knowledge: {
    reads: true,
    run: async (parts, _fields, words): Promise<KnowledgeView> => {
      const kept = keptIn(parts);
      const current = await kept.current();
      return {
        isThere: parts.opened.knowledge.size > 0,
        current: current?.number ?? null,
        versions: current ? await newestOf(kept, current.number, words) : [],
      };
    },
  },
  knowledgeDiff: {
    reads: true,
    run: async (parts, fields) => {
      const kept = keptIn(parts);
      const from = await textOf(kept, numberField(fields, 'from', { least: 1 }));
      return changes(from, await textOf(kept, (await kept.current())?.number));
    },
  },
  /** Reads the sources and looks them over, beside what is current. */
  reviewKnowledge: {
    reads: true,
    run: async (parts, _fields, words) => {
      const plan = await planKnowledge(sourcesOf(parts), keptIn(parts), parts.signal);
      const report = knowledgeReport(plan);
      const warnings = report.warnings.map(({ document, message }) => ({
        document,
        message: words(message),
      }));
      const differing = plan.previous ? changes(plan.previous.text, plan.text) : null;
      return { ...report, warnings, hash: hashOf(plan.text), changes: differing };
    },
  },
  /** Makes current what was looked over, unless the sources have changed since. */
  syncKnowledge: {
    run: async (parts, fields) => {
      const seen = textField(fields, 'hash');
      const kept = keptIn(parts);
      const plan = await planKnowledge(sourcesOf(parts), kept, parts.signal);
      if (hashOf(plan.text) !== seen) throw new CallRefused('knowledge-changed', 409);
      const taken = await takePlan(plan, kept, parts.opened.world.now());
      // The bot of this process takes it up now, so that no customer is the first to bring that about.
      await parts.turns.knowledge?.load(parts.signal);
      return knowledgeReport(plan, taken);
    },
  },
};
