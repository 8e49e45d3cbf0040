import type { Case } from '../kinds/cases.ts';
import type { NewNotice } from '../kinds/notices.ts';

/** Questions that are told to the owners in one list, by their first and last number. */
export interface Batch {
  first: number;
  last: number;
}

/** The topic of the notice that is such a list. */
export const listTopic = 'list';

/** What stands at the end of a case that is in a list. */
export function batchName({ first, last }: Batch): string {
  return `list ${first}-${last}`;
}

/** The list in which a case was told; undefined: in none. */
export function batchOf({ end }: Case): Batch | undefined {
  const [, first, last] = /^list (\d+)-(\d+)$/.exec(end?.by ?? '') ?? [];
  return first === undefined || last === undefined
    ? undefined
    : { first: Number(first), last: Number(last) };
}

/** Whether a list holds this case, whether or not its end is written yet. */
export function isIn({ first, last }: Batch, found: Case): boolean {
  if (found.number < first || found.number > last) return false;
  return found.end === undefined || found.end.by === batchName({ first, last });
}

/** The notice of a list. It holds no words of customers: who is erased is not in it any more. */
export function noticeOf(batch: Batch, at: number): NewNotice {
  const { first, last } = batch;
  return { id: `list/${first}-${last}`, at, topic: listTopic, values: { first, last } };
}
