import type { Rested } from '../kinds/turn-record.ts';
import type { PromptVersion, PromptVersions } from '../prompts/prompt-versions.ts';
import { passagesOf, type KnowledgePassage } from './passages.ts';

/** What something rested on, as it was. */
export interface RestedOn {
  version: string;
  /** False: that version is not kept any more, here at least. */
  isKept: boolean;
  /** What was found of it, best first, where it is kept; absent: it was given whole. */
  passages?: KnowledgePassage[];
  /** How many passages that were. */
  count?: number;
}

/** The passages as they were when something rested on them; never those of another version. */
export async function restedOn(
  versions: Pick<PromptVersions, 'get' | 'list'>,
  { version, hash, passages: numbers }: Rested,
): Promise<RestedOn> {
  const kept = await keptVersion(versions, version, hash);
  const known = { version, isKept: kept !== undefined };
  if (!numbers) return known;
  const all = kept ? passagesOf(kept.text) : [];
  const passages = numbers.flatMap((number) => all[number] ?? []);
  return { ...known, count: numbers.length, ...(kept ? { passages } : {}) };
}

/** The version with this hash: under its name or, where the folder is another process's, under any. */
async function keptVersion(
  versions: Pick<PromptVersions, 'get' | 'list'>,
  name: string,
  hash: string,
): Promise<PromptVersion | undefined> {
  const isIt = (version: PromptVersion): boolean => version.hash.startsWith(hash);
  const number = Number(/-(\d{1,15})$/.exec(name)?.[1] ?? Number.NaN);
  const named = Number.isInteger(number) ? await versions.get(number) : undefined;
  return named && isIt(named) ? named : (await versions.list()).find(isIt);
}
