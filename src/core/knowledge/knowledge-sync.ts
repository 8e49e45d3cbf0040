import { SetupError } from '../errors.ts';
import type { FetchedKnowledge, Knowledge, KnowledgeWarning } from '../kinds/knowledge.ts';
import { countChanges, diffLines } from '../prompts/line-diff.ts';
import { joinDocuments, splitDocuments } from './documents.ts';
import { reviewKnowledge, type KnowledgeReview } from './knowledge-review.ts';
import type { Current, KnowledgeVersions } from './knowledge-versions.ts';

/** What the sources hold now, next to what is current. */
export interface KnowledgePlan {
  text: string;
  source: string;
  stamp: string;
  review: KnowledgeReview;
  /** Documents that could not be read now, and stay as they were. */
  kept: string[];
  previous: { current: Current; text: string } | undefined;
}

/** Reads the sources and compares; keeps nothing. Rejects with a WabotError when there is nothing that can be used. */
export async function planKnowledge(
  sources: readonly Knowledge[],
  versions: KnowledgeVersions,
  signal: AbortSignal,
): Promise<KnowledgePlan> {
  const stamp = await stampOf(sources, signal);
  const fetched = await Promise.all(sources.map((source) => source.fetch(signal)));
  const current = await versions.current();
  const before = current && (await versions.textOf(current.number));
  const { documents, kept } = withKept(fetched, before);
  const text = joinDocuments(documents);
  const source = fetched.map((each) => each.source).join(', ');
  const review = await reviewKnowledge(text);
  review.warnings.unshift(...fetched.flatMap(({ warnings }) => warnings.map(shown(kept))));
  if (review.problem !== undefined) throw unusable(source, review);
  const previous = current && before !== undefined ? { current, text: before } : undefined;
  return { text, source, stamp, review, kept, previous };
}

/** Takes what is new from the sources, if anything is; `problem` says that some of it is old. Rejects with a WabotError. */
export async function syncKnowledge(
  { sources, now }: { sources: readonly Knowledge[]; now(): number },
  versions: KnowledgeVersions,
  signal: AbortSignal,
): Promise<{ current: Current; problem?: string }> {
  const current = await versions.current();
  if (current && current.stamp === (await stampOf(sources, signal))) return { current };
  const plan = await planKnowledge(sources, versions, signal);
  const taken = await takePlan(plan, versions, now());
  const [name] = plan.kept;
  if (name === undefined) return { current: taken };
  return { current: taken, problem: `${name} cannot be read; its last good version is used` };
}

/** Makes what was read current. What could not be read is looked at again the next time. */
export async function takePlan(
  { text, source, stamp, review, kept }: KnowledgePlan,
  versions: KnowledgeVersions,
  at: number,
): Promise<Current> {
  const { tokens } = review;
  const seen = kept.length === 0 ? stamp : '';
  return versions.take({ text, source }, { tokens, stamp: seen, at });
}

/** What the sources have, in figures, as `knowledge sync` prints it. */
export interface KnowledgeReport {
  changed: boolean;
  /** What it was kept as; null where it was not. */
  version: string | null;
  /** What was current before. */
  previous: string | null;
  source: string;
  documents: number;
  rows: number;
  characters: number;
  tokens: number;
  /** Lines. */
  added: number;
  removed: number;
  warnings: { document: string | null; message: string }[];
}

/** What a plan comes to; `taken`: what it became. */
export function knowledgeReport(plan: KnowledgePlan, taken?: Current): KnowledgeReport {
  const { text, source, previous, review } = plan;
  const { documents, rows, characters, tokens, warnings } = review;
  const added = text.split('\n').length;
  const counts = previous ? countChanges(diffLines(previous.text, text)) : { added, removed: 0 };
  return {
    changed: previous?.text !== text,
    version: taken?.name ?? null,
    previous: previous?.current.name ?? null,
    source,
    documents,
    rows,
    characters,
    tokens,
    ...counts,
    warnings: warnings.map(({ document = null, message }) => ({ document, message })),
  };
}

async function stampOf(sources: readonly Knowledge[], signal: AbortSignal): Promise<string> {
  return (await Promise.all(sources.map((source) => source.look(signal)))).join(' ');
}

/** Every document, with what was last read of those that are there and cannot be read now. */
function withKept(
  fetched: readonly FetchedKnowledge[],
  before = '',
): { documents: FetchedKnowledge['documents']; kept: string[] } {
  const known = new Map(splitDocuments(before).map((document) => [document.name, document]));
  const kept: string[] = [];
  const documents = fetched.flatMap(({ documents: read, warnings }) => {
    const unread = warnings.flatMap(({ unread: isUnread, document = '' }) =>
      isUnread ? (known.get(document) ?? []) : [],
    );
    kept.push(...unread.map(({ name }) => name));
    return [...read, ...unread].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  });
  return { documents, kept };
}

function shown(kept: readonly string[]): (warning: KnowledgeWarning) => KnowledgeWarning {
  return (warning) =>
    warning.unread && kept.includes(warning.document ?? '')
      ? { ...warning, message: `${warning.message}; what was last read of it stays` }
      : warning;
}

function unusable(source: string, { problem = '', warnings }: KnowledgeReview): SetupError {
  const why = warnings.map(({ document, message }) => `${document ?? source}: ${message}`);
  return new SetupError(
    'knowledge',
    `What the bot is to know cannot be used: it ${problem} (${source})`,
    {
      suggestions: [...why.slice(0, 5), 'Until then the bot keeps the last good version.'],
    },
  );
}
