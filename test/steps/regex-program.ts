import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** Whether a character, by its code, is one of those that an instruction takes. */
type Holder = (code: number) => boolean;

/** One instruction of a regular expression as a backtracking engine runs it. */
export type Instruction =
  | { op: 'character'; holds: Holder }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'store'; slot: number }
  /** Fails where nothing was taken since the slot was stored: a loop over nothing ends. */
  | { op: 'progress'; slot: number }
  | { op: 'edge'; kind: 'start' | 'end' | 'word' | 'no word' }
  | { op: 'back'; group: number }
  | { op: 'look'; program: Program; negate: boolean };

export interface Program {
  /** As it is written in code. */
  name: string;
  instructions: Instruction[];
  /** Whether characters are taken from right to left, as in a look behind. */
  backwards: boolean;
  unicode: boolean;
  multiline: boolean;
  sticky: boolean;
  ignoreCase: boolean;
  /** Whether a match can begin at the very start only. */
  anchored: boolean;
  /** Whether each start costs at most a few steps, because nothing is repeated without a bound. */
  isShort: boolean;
  /** What a match can begin with, as a pattern of one character; undefined where that is not known. */
  beginnings: RegExp | undefined;
  slots: number;
}

const programs = new Map<string, Program>();
const seen = new WeakMap<RegExp, Program>();

/** The instructions of a regular expression, kept for the next time. */
export function programOf(pattern: RegExp): Program {
  const program = seen.get(pattern) ?? programNamed(String(pattern), pattern);
  seen.set(pattern, program);
  return program;
}

/** The same expression in another place is the same program. */
function programNamed(name: string, { source, flags }: RegExp): Program {
  const program = programs.get(name) ?? { ...compile(source, flags), name };
  programs.set(name, program);
  return program;
}

function compile(source: string, flags: string): Program {
  const unicode = flags.includes('u');
  const unicodeSets = flags.includes('v');
  const pattern = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
    unicode,
    unicodeSets,
  });
  return new Compiler(flags).program(pattern.alternatives, false);
}

/** Up to so many instructions without a loop are a few steps at each start, whatever the text. */
const mostShort = 100;

/** What tells whether a character is one of those that are meant, by what names them. */
const holders = new Map<string, Holder>();

/** Codes below this, Latin and Cyrillic letters among them, are looked up in a table. */
const mostTabled = 0x530;

/** Asks the real engine about each character once. */
function holderOf(pattern: RegExp): Holder {
  const ask = (code: number): boolean => pattern.test(String.fromCodePoint(code));
  const table = new Int8Array(mostTabled).fill(-1);
  const others = new Map<number, boolean>();
  return (code) => {
    if (code < mostTabled) {
      if (table[code] === -1) table[code] = Number(ask(code));
      return table[code] === 1;
    }
    const holds = others.get(code) ?? ask(code);
    others.set(code, holds);
    return holds;
  };
}

/** Copies of a counted part beyond this many would only make the program long, not the count different. */
const mostCopies = 3000;

class Compiler {
  readonly #flags: string;
  readonly #groups = new Map<AST.CapturingGroup, number>();
  #slots = 0;
  #repeats = false;

  constructor(flags: string) {
    this.#flags = flags;
  }

  program(alternatives: readonly AST.Alternative[], backwards: boolean): Program {
    const instructions: Instruction[] = [];
    this.#alternatives(alternatives, { instructions, backwards });
    const anchored = alternatives.every(
      ({ elements: [first] }) => first?.type === 'Assertion' && first.kind === 'start',
    );
    return {
      name: '',
      instructions,
      backwards,
      unicode: /[uv]/.test(this.#flags),
      multiline: this.#flags.includes('m'),
      sticky: this.#flags.includes('y'),
      ignoreCase: this.#flags.includes('i'),
      anchored: anchored && !this.#flags.includes('m'),
      isShort: !this.#repeats && instructions.length <= mostShort,
      beginnings: backwards ? undefined : this.#beginnings(alternatives),
      slots: this.#slots,
    };
  }

  #alternatives(alternatives: readonly AST.Alternative[], into: Into): void {
    const { instructions } = into;
    const ends: { to: number }[] = [];
    for (const [index, alternative] of alternatives.entries()) {
      const last = index === alternatives.length - 1;
      const split = {
        op: 'split',
        first: instructions.length + 1,
        second: 0,
      } as const satisfies Instruction;
      const open: { second: number } = split;
      if (!last) instructions.push(split);
      const elements = into.backwards ? alternative.elements.toReversed() : alternative.elements;
      for (const element of elements) this.#element(element, into);
      if (last) continue;
      const jump = { op: 'jump' as const, to: 0 };
      ends.push(jump);
      instructions.push(jump);
      open.second = instructions.length;
    }
    for (const end of ends) end.to = instructions.length;
  }

  #element(element: AST.Element, into: Into): void {
    switch (element.type) {
      case 'Group':
        return this.#alternatives(element.alternatives, into);
      case 'CapturingGroup':
        return this.#group(element, into);
      case 'Quantifier':
        return this.#quantifier(element, into);
      case 'Assertion':
        return void into.instructions.push(this.#assertion(element));
      case 'Backreference': {
        const [group] = [element.resolved].flat();
        return void into.instructions.push({ op: 'back', group: group ? this.#slotOf(group) : 0 });
      }
      default:
        return void into.instructions.push({ op: 'character', holds: this.#holder(element.raw) });
    }
  }

  #slotOf(group: AST.CapturingGroup): number {
    const slot = this.#groups.get(group) ?? this.#slot(2);
    this.#groups.set(group, slot);
    return slot;
  }

  #slot(count = 1): number {
    this.#slots += count;
    return this.#slots - count;
  }

  /** Only groups that something refers to are worth storing. */
  #group(group: AST.CapturingGroup, into: Into): void {
    if (group.references.length === 0) return this.#alternatives(group.alternatives, into);
    const slot = this.#slotOf(group);
    into.instructions.push({ op: 'store', slot: into.backwards ? slot + 1 : slot });
    this.#alternatives(group.alternatives, into);
    into.instructions.push({ op: 'store', slot: into.backwards ? slot : slot + 1 });
  }

  #quantifier({ element, min, max, greedy }: AST.Quantifier, into: Into): void {
    const { instructions } = into;
    for (let copy = 0; copy < Math.min(min, mostCopies); copy += 1) this.#element(element, into);
    if (max === Number.POSITIVE_INFINITY) return this.#loop(element, greedy, into);
    const exits: (() => void)[] = [];
    for (let copy = min; copy < Math.min(max, min + mostCopies); copy += 1) {
      exits.push(this.#choice(greedy, instructions));
      this.#element(element, into);
    }
    for (const exit of exits) exit();
  }

  #loop(element: AST.QuantifiableElement, greedy: boolean, into: Into): void {
    const { instructions } = into;
    this.#repeats = true;
    const slot = this.#slot();
    const start = instructions.length;
    const exit = this.#choice(greedy, instructions);
    const single =
      element.type === 'Character' ||
      element.type === 'CharacterClass' ||
      element.type === 'CharacterSet';
    if (!single) instructions.push({ op: 'store', slot });
    this.#element(element, into);
    if (!single) instructions.push({ op: 'progress', slot });
    instructions.push({ op: 'jump', to: start });
    exit();
  }

  /** Goes on with what follows now, or, called later, with what follows then: the first first where it is greedy. */
  #choice(greedy: boolean, instructions: Instruction[]): () => void {
    const at = instructions.length;
    const split = { op: 'split' as const, first: at + 1, second: at + 1 };
    instructions.push(split);
    return () => void (split[greedy ? 'second' : 'first'] = instructions.length);
  }

  #assertion(assertion: AST.Assertion): Instruction {
    switch (assertion.kind) {
      case 'word':
        return { op: 'edge', kind: assertion.negate ? 'no word' : 'word' };
      case 'lookahead':
      case 'lookbehind': {
        const program = this.program(assertion.alternatives, assertion.kind === 'lookbehind');
        return { op: 'look', program, negate: assertion.negate };
      }
      default:
        return { op: 'edge', kind: assertion.kind };
    }
  }

  #holder(raw: string): Holder {
    const pattern = new RegExp(`^(?:${raw})$`, this.#flags.replace(/[gmyd]/g, ''));
    const name = String(pattern);
    const holder = holders.get(name) ?? holderOf(pattern);
    holders.set(name, holder);
    return holder;
  }

  #beginnings(alternatives: readonly AST.Alternative[]): RegExp | undefined {
    const first = beginningsOf(alternatives);
    return first && new RegExp(first.join('|'), `${this.#flags.replace(/[gmyd]/g, '')}g`);
  }
}

interface Into {
  instructions: Instruction[];
  backwards: boolean;
}

/** The characters that alternatives can begin with; undefined where one of them may begin with anything, or be nothing. */
function beginningsOf(alternatives: readonly AST.Alternative[]): string[] | undefined {
  const each = alternatives.map(({ elements }) => {
    const first = elements.find(({ type }) => type !== 'Assertion');
    return first && beginningOf(first);
  });
  return each.every((one) => one !== undefined) ? each.flat() : undefined;
}

function beginningOf(element: AST.Element): string[] | undefined {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return beginningsOf(element.alternatives);
    case 'Quantifier':
      return element.min > 0 ? beginningOf(element.element) : undefined;
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return [element.raw];
    default:
      return undefined;
  }
}
