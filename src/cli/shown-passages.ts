import { passageLine } from '../core/knowledge/found-passages.ts';
import { restedOn, type RestedOn } from '../core/knowledge/rested-passages.ts';
import type { CalledFunction, Entry } from '../core/kinds/turn-record.ts';
import type { Translate } from '../core/owner-language/index.ts';
import { printable } from '../core/printable.ts';
import type { PromptVersions } from '../core/prompts/prompt-versions.ts';

/** What an answer rested on, and the call of a function that found it; absent: it was found before the answer, or given whole. */
export interface Basis extends RestedOn {
  call?: string;
}

/** What of the documents a reply rested on, as they were then: what was put before it, then what functions found for it. */
export async function basesOf(
  reply: Pick<Entry, 'rested'> | undefined,
  calls: readonly CalledFunction[],
  versions: PromptVersions,
): Promise<Basis[]> {
  const bases: Basis[] = [];
  if (reply?.rested) bases.push(await restedOn(versions, reply.rested));
  for (const { name, args, rested } of calls)
    if (rested) bases.push({ ...(await restedOn(versions, rested)), call: `${name} ${args}` });
  return bases;
}

/** The same in lines: of the whole only its version is told, of passages each. */
export function shownBases(bases: readonly Basis[], words: Translate): string[] {
  return bases.flatMap((basis) => [
    `${basis.call === undefined ? '' : `${printable(basis.call)}: `}${words(headOf(basis))}`,
    ...(basis.passages ?? []).map((passage) =>
      printable(`📄 ${passageLine(passage)}`.replaceAll('\n', ' ')),
    ),
  ]);
}

function headOf({ version, isKept, count }: RestedOn): string {
  if (!isKept)
    return `documents ${version}, which are not kept any more: what they said cannot be shown`;
  return count === undefined
    ? `documents ${version}, given whole`
    : `documents ${version}, passages found: ${count}`;
}
