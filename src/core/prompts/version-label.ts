import type { PromptVersion, PromptVersions } from './prompt-versions.ts';

/** The start of a hash, as everywhere where a person sees one. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}

/** A kept version as a person reads it everywhere: the name under which `prompts list` has it, and the start of its hash. */
export function labelOf({ name, hash }: Pick<PromptVersion, 'name' | 'hash'>): string {
  return `${name} (${shortHash(hash)})`;
}

/**
 * The label of the prompt that stands on a reply's record, where a file's stands by the start of its hash; as it stands there
 * when no such version is kept.
 */
export async function shownVersion(versions: PromptVersions, recorded: string): Promise<string> {
  const kept = await keptAs(versions, recorded);
  return kept ? labelOf(kept) : recorded;
}

/** What `prompts list` calls the prompt that stands on a reply's record. */
export async function listedName(versions: PromptVersions, recorded: string): Promise<string> {
  return (await keptAs(versions, recorded))?.name ?? recorded;
}

async function keptAs(
  versions: PromptVersions,
  recorded: string,
): Promise<PromptVersion | undefined> {
  return (await versions.list()).find(
    ({ name, hash }) => name === recorded || hash.startsWith(recorded),
  );
}
