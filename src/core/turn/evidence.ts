import type { Evidence } from '../answer-guards/guard.ts';
import type { CalledFunction, Entry } from '../kinds/turn-record.ts';
import type { ToolTalk } from '../tools/tool-talk.ts';
import { rendered } from '../understanding/understood.ts';
import type { Scene, TurnParts } from './scene.ts';

/** What the model was given for this turn beside the texts of the business. */
export interface GivenNow {
  /** What was found in the documents, the moment and the opening hours, in pieces. */
  facts(): readonly string[];
  talk: ToolTalk | undefined;
}

/** What the answer of a turn can rest on. */
export function evidenceOf(scene: Scene, parts: TurnParts, { facts, talk }: GivenNow): Evidence {
  const { chat, prompt, knowledge, memory, understood } = scene;
  const before = memory.facts.calls ?? [];
  const now = (): readonly CalledFunction[] => talk?.called ?? [];
  const ofBusiness = [...(memory.pending ?? []), ...memory.entries].filter(isOfBusiness);
  const newest = understood.filter(({ inbound }) => inbound.from !== undefined);
  return {
    business: () => [
      // The first day that is said to be today counts.
      ...facts(),
      prompt.text,
      ...(knowledge?.whole === undefined ? [] : [knowledge.whole]),
      ...ofBusiness.flatMap(wordsOf),
      ...newest.flatMap(({ text }) => text ?? []),
    ],
    results: () => [
      ...(talk?.results ?? []).map(withLines),
      ...[...before, ...now()].map(({ result }) => withLines(result)),
    ],
    customer: () => customerWords(scene, [...before, ...now()]),
    people: () => [
      ...ofBusiness.filter(({ role }) => role === 'operator').flatMap(wordsOf),
      ...newest.flatMap(({ text }) => text ?? []),
    ],
    called: () => ({ now: now(), before }),
    isStranger: async (phone) => {
      const other = `${phone}@c.us`;
      if (other === chat || parts.handoff?.owners.includes(other) === true) return false;
      return (await parts.recall(other)).known;
    },
  };
}

function isOfBusiness({ role }: Entry): boolean {
  return role !== 'customer';
}

/** What was said, and what it says now that a person has edited it. */
function wordsOf({ text, edited = {} }: Entry): string[] {
  return [text, ...Object.values(edited)];
}

/** What the customer said, what a machine noted of that, with what was done for them, and the phone from which they write. */
function customerWords(
  { chat, memory, understood }: Scene,
  calls: readonly CalledFunction[],
): string[] {
  const { entries, pending = [], summary } = memory;
  return [
    ...[...pending, ...entries].filter((entry) => !isOfBusiness(entry)).map(({ text }) => text),
    ...(summary === undefined ? [] : [summary]),
    ...understood.filter(({ inbound }) => inbound.from === undefined).map(rendered),
    ...calls.filter(({ done }) => done === true).map(({ args }) => args),
    chat.replace(/^(\d{5,15})@c\.us$/, '+$1'),
  ];
}

/** JSON with its line ends: what is written behind one is no part of a word. */
function withLines(json: string): string {
  return json.replaceAll(/\\[nrt]/g, '\n').replaceAll('\\"', '"');
}
