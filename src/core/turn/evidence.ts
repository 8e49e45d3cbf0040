import type { Evidence } from '../answer-guards/guard.ts';
import type { Question } from '../kinds/model.ts';
import type { CalledFunction, Entry } from '../kinds/turn-record.ts';
import { chatOfPhone, withoutAccount } from '../phone.ts';
import { customerOf } from '../tools/question-turn.ts';
import type { ToolTalk } from '../tools/tool-talk.ts';
import { factsOfChat } from './instructions.ts';
import type { Scene, TurnParts } from './scene.ts';

/** What the model was given for this turn beside the texts of the business. */
export interface GivenNow {
  question: Question;
  talk: ToolTalk | undefined;
  /** What the model noted of the files that it was shown. */
  noted(): string | undefined;
}

/** What the answer of a turn can rest on. */
export function evidenceOf(
  scene: Scene,
  parts: TurnParts,
  { question, talk, noted }: GivenNow,
): Evidence {
  const { chat, prompt, knowledge, memory, understood } = scene;
  const before = memory.facts.calls ?? [];
  const now = (): readonly CalledFunction[] => talk?.called ?? [];
  const ofBusiness = [...(memory.pending ?? []), ...memory.entries].filter(isOfBusiness);
  const newest = understood.filter(({ inbound }) => inbound.from !== undefined);
  return {
    texts: () => [prompt.text, ...(knowledge?.whole === undefined ? [] : [knowledge.whole])],
    business: () => [
      ...factsOfChat(question),
      ...ofBusiness.flatMap(wordsOf),
      ...newest.flatMap(({ text }) => text ?? []),
      ...setFacts(memory),
    ],
    results: () => [
      ...(talk?.results ?? []).map(withLines),
      ...[...before, ...now()].map(({ result }) => withLines(result)),
    ],
    customer: () => customerWords(scene, question, [...before, ...now()]),
    files: () => [...filesOf(scene), ...[noted() ?? []].flat()],
    people: () => [
      ...ofBusiness.filter(({ role }) => role === 'operator').flatMap(wordsOf),
      ...newest.flatMap(({ text }) => text ?? []),
    ],
    called: () => ({ now: now(), before }),
    isStranger: async (phone) => {
      const other = chatOfPhone(phone);
      if (other === chat || parts.handoff?.owners.includes(withoutAccount(other)) === true)
        return false;
      const { known, customer } = await parts.recall(other);
      return known || customer !== undefined;
    },
  };
}

/** What the documents of these messages say, and what was noted of earlier files. */
function filesOf({ memory, understood }: Scene): string[] {
  return [
    ...understood.flatMap(({ sight }) => (sight?.type === 'document' ? [sight.text] : [])),
    ...[...(memory.pending ?? []), ...memory.entries].flatMap(({ seen }) => seen ?? []),
  ];
}

function isOfBusiness({ role }: Entry): boolean {
  return role !== 'customer';
}

/** What was said, and what it says now that a person has edited it. */
function wordsOf({ text, edited = {} }: Entry): string[] {
  return [text, ...Object.values(edited)];
}

/** What stands on the customer's side, notes of earlier times among it, what was done for them, and the phone from which they write. */
function customerWords(
  { chat, messages: written }: Scene,
  { messages }: Question,
  calls: readonly CalledFunction[],
): string[] {
  return [
    ...messages.flatMap(({ role, text }) => (role === 'customer' ? text : [])),
    ...calls.filter(({ done }) => done === true).map(({ args }) => args),
    ...[customerOf(chat, written).phone ?? []].flat().map((phone) => `+${phone}`),
  ];
}

/** What people of the business have set of the customer; what a machine noted stands on the customer's side. */
function setFacts({ customer }: Scene['memory']): string[] {
  if (!customer) return [];
  const { name, facts } = customer;
  const all = [...(name ? [name] : []), ...facts];
  return all.filter(({ by }) => by === 'business').map(({ text }) => text);
}

/** JSON with its line ends: what is written behind one is no part of a word. */
function withLines(json: string): string {
  return json.replaceAll(/\\[nrt]/g, '\n').replaceAll('\\"', '"');
}
