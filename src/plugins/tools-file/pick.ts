import { fieldsOf } from '../../core/plugin-api/failures.ts';

/** The way to a part of an answer: names and places (`data`, `items`, 0). */
export type Pick = readonly (string | number)[];

/** One part, or several under names of the owner's. */
export type Picks = { one: Pick } | { several: readonly (readonly [name: string, pick: Pick])[] };

/** `data.items[0].name` or `data.items.0.name`, with `$.` in front or without; undefined when it is no such way. */
export function pickOf(written: string): Pick | undefined {
  const text = written.trim().replace(/^\$\.?/, '');
  if (text === '') return [];
  if (!/^[^.[\]]+(?:\.[^.[\]]+|\[\d+\])*$|^(?:\[\d+\])(?:\.[^.[\]]+|\[\d+\])*$/.test(text))
    return undefined;
  return (text.match(/[^.[\]]+/g) ?? []).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** The part of an answer that a way leads to; null when there is none. */
function partAt(answer: unknown, pick: Pick): unknown {
  let part = answer;
  for (const key of pick) {
    const own = Array.isArray(part) && typeof key === 'number' ? (part as unknown[]) : undefined;
    const fields = fieldsOf(part);
    part = own ? own[Number(key)] : Object.hasOwn(fields, key) ? fields[String(key)] : undefined;
  }
  return part ?? null;
}

/** What of an answer the model is shown; all of it where nothing was picked. */
export function picked(answer: unknown, picks: Picks | undefined): unknown {
  if (!picks) return answer;
  if ('one' in picks) return partAt(answer, picks.one);
  return Object.fromEntries(picks.several.map(([name, pick]) => [name, partAt(answer, pick)]));
}
