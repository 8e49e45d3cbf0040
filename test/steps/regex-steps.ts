import { programOf, type Program } from './regex-program.ts';

/** Called with each step's number; throws to end the count. */
type Spend = (steps: number) => void;

/**
 * The steps that a backtracking engine takes to find the first match of a regular expression from this place: one for each
 * instruction that it tries, and one for each character that a reference back compares. Engines leave some of them out, and
 * add none. `end` is where the match ends, -1 without one.
 */
export function countMatch(
  pattern: RegExp,
  text: string,
  from: number,
  spend: Spend,
): { start: number; end: number } {
  const program = programOf(pattern);
  const run = new Run(text, spend, program.slots);
  const last = program.sticky || program.anchored ? from : text.length;
  for (let start = from; start <= last; start += 1) {
    const next = last === from ? start : nextBeginning(program, text, start);
    spend(next - start);
    start = next;
    const end = start <= last ? run.match(program, start) : -1;
    if (end >= 0) return { start, end };
    if (program.unicode && (text.codePointAt(start) ?? 0) > 0xffff) start += 1;
  }
  return { start: -1, end: -1 };
}

/** The next place at which a match can begin at all: engines, too, pass over the others at one step each. */
function nextBeginning({ beginnings }: Program, text: string, from: number): number {
  if (!beginnings) return from;
  beginnings.lastIndex = from;
  return beginnings.exec(text)?.index ?? text.length + 1;
}

class Run {
  readonly #text: string;
  readonly #spend: Spend;
  readonly #slots: number[];

  constructor(text: string, spend: Spend, slots: number) {
    this.#text = text;
    this.#spend = spend;
    this.#slots = Array<number>(slots).fill(-1);
  }

  /** Where the match that begins here ends; -1 when there is none. */
  match(program: Program, start: number): number {
    const { instructions } = program;
    // What to try next when this fails: an instruction and a place, or a slot (below zero) and what it was before.
    const waiting: number[] = [];
    let [at, place, steps] = [0, start, 0];
    for (;;) {
      steps += 1;
      if (steps % 1024 === 0) this.#spend(1024);
      const instruction = instructions[at];
      if (!instruction) {
        this.#spend(steps % 1024);
        return place;
      }
      let fits = true;
      at += 1;
      switch (instruction.op) {
        case 'character': {
          const code = this.#code(program, place);
          fits = code >= 0 && instruction.holds(code);
          const length = code > 0xffff ? 2 : 1;
          place += program.backwards ? -length : length;
          break;
        }
        case 'split':
          waiting.push(instruction.second, place);
          at = instruction.first;
          break;
        case 'jump':
          at = instruction.to;
          break;
        case 'store':
          waiting.push(-1 - instruction.slot, this.#slots[instruction.slot] ?? -1);
          this.#slots[instruction.slot] = place;
          break;
        case 'progress':
          fits = this.#slots[instruction.slot] !== place;
          break;
        case 'edge':
          fits = this.#isEdge(program, instruction.kind, place);
          break;
        case 'back': {
          const said = this.#text.slice(
            this.#slots[instruction.group] ?? 0,
            Math.max(0, this.#slots[instruction.group + 1] ?? 0),
          );
          const same = sameLength(said, this.#text, place);
          this.#spend(same);
          fits = same === said.length;
          place += said.length;
          break;
        }
        case 'look':
          fits = this.match(instruction.program, place) >= 0 !== instruction.negate;
      }
      if (fits) continue;
      for (;;) {
        const before = waiting.pop();
        const next = waiting.pop();
        if (before === undefined || next === undefined) {
          this.#spend(steps % 1024);
          return -1;
        }
        if (next >= 0) {
          [at, place] = [next, before];
          break;
        }
        this.#slots[-1 - next] = before;
      }
    }
  }

  /** The character that is taken next, -1 at the end of the text. */
  #code({ backwards, unicode }: Program, place: number): number {
    const text = this.#text;
    const at = backwards ? place - 1 : place;
    if (at < 0 || at >= text.length) return -1;
    const unit = text.charCodeAt(at);
    if (!unicode || unit < 0xd800 || unit > 0xdfff) return unit;
    const whole = backwards ? (text.codePointAt(at - 1) ?? unit) : (text.codePointAt(at) ?? unit);
    return backwards && whole <= 0xffff ? unit : whole;
  }

  #isEdge(
    { multiline }: Program,
    kind: 'start' | 'end' | 'word' | 'no word',
    place: number,
  ): boolean {
    const text = this.#text;
    if (kind === 'start')
      return place === 0 || (multiline && isLineEnd(text.charCodeAt(place - 1)));
    if (kind === 'end')
      return place === text.length || (multiline && isLineEnd(text.charCodeAt(place)));
    const changes = isWord(text.charCodeAt(place - 1)) !== isWord(text.charCodeAt(place));
    return changes === (kind === 'word');
  }
}

/** Of the code of a character; there is none (NaN) before the text and behind it. */
function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || code === 0x2028 || code === 0x2029;
}

/** A letter, a digit or `_`, as `\w` has it. */
function isWord(code: number): boolean {
  const small = code | 32;
  return (small > 96 && small < 123) || (code > 47 && code < 58) || code === 95;
}

function sameLength(said: string, text: string, place: number): number {
  let same = 0;
  while (same < said.length && said.charAt(same) === text.charAt(place + same)) same += 1;
  return same;
}
