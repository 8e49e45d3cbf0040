import type { Message } from './data.ts';
import { seeded, shuffled } from './random.ts';

/** Texts that share this much of their letter groups of three belong together. */
const kinship = 0.45;

/** One Latin letter for all spellings of a sound in the three languages, so that retyped texts look alike. */
const sounds = new Map(
  'аa әa бb вv wv гg ғg ǵg ğg дd еe ёe жj зz иi йi іi ыi yi ıi кk қk qk лl мm нn ңn ñn ńn оo өo öo óo пp рr сs şs тt уu ұu үu üu ūu úu ýu фf хh xh һh цc чc шs щs эe äa áa'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);

/** Which of the folds each message falls into: texts derived from one another and spellings of one phrase fall together. */
export function foldsOf(messages: readonly Message[], folds: number): number[] {
  const groups = groupsOf(messages.map(({ text }) => groupsOfThree(text)));
  const order = shuffled(seeded(1), [...new Set(groups)]);
  const foldOf = new Map(order.map((group, place) => [group, place % folds]));
  return groups.map((group) => foldOf.get(group) ?? 0);
}

/** The messages that the shipped weights are not trained on, about one in twelve. */
export function keptForTests(messages: readonly Message[]): Message[] {
  const foldOf = foldsOf(messages, 12);
  return messages.filter((_, index) => foldOf[index] === 0);
}

function groupsOfThree(text: string): Set<string> {
  const spelled = text.toLowerCase().replace(/\p{L}/gu, (letter) => sounds.get(letter) ?? letter);
  const bare = spelled
    .replace(/zh/g, 'j')
    .replace(/([ckgs])h/g, '$1')
    .replace(/[^a-z ]/g, '')
    .replace(/(.)\1+/g, '$1')
    .trim();
  const edged = ` ${bare} `;
  return new Set(
    Array.from({ length: Math.max(0, edged.length - 2) }, (_, at) => edged.slice(at, at + 3)),
  );
}

/** For each text the number of the first text that it is akin to, over any chain of kin. */
function groupsOf(texts: readonly Set<string>[]): number[] {
  const first = texts.map((_, index) => index);
  const rootOf = (index: number): number => {
    const parent = first[index] ?? index;
    return parent === index ? index : rootOf(parent);
  };
  const holders = new Map<string, number[]>();
  for (const [index, parts] of texts.entries()) {
    for (const kin of kinOf(parts, texts, holders))
      first[Math.max(rootOf(index), rootOf(kin))] = Math.min(rootOf(index), rootOf(kin));
    for (const part of parts) {
      const those = holders.get(part);
      if (those) those.push(index);
      else holders.set(part, [index]);
    }
  }
  return texts.map((_, index) => rootOf(index));
}

function kinOf(
  parts: ReadonlySet<string>,
  texts: readonly Set<string>[],
  holders: ReadonlyMap<string, number[]>,
): number[] {
  const common = new Map<number, number>();
  for (const part of parts)
    for (const other of holders.get(part) ?? []) common.set(other, (common.get(other) ?? 0) + 1);
  const kin = ([other, count]: [number, number]): boolean =>
    count >= kinship * (parts.size + (texts[other]?.size ?? 0) - count);
  return [...common].filter(kin).map(([other]) => other);
}
