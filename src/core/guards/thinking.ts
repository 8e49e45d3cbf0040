import { withoutAsides, type AsideTags } from './asides.ts';

const names = [
  'think',
  'thinking',
  'thoughts?',
  'thought_process',
  'reasoning',
  'reasoning_content',
  'reflection',
  'analysis',
  'scratchpad',
  'monologue',
  'inner_monologue',
  'chain_of_thought',
  'cot',
  'cot_budget_reflect',
  'размышлени[ея]',
  'рассуждени[ея]',
  'мысл[ьи]',
  'думаю',
  'анализ',
  'ойлау',
  'ойлар',
].join('|');

/** `<think>`, `<seed:think>`, `[THINK]`, `◁think▷` and their kin, with attributes, opening (no first group) and closing. */
const tags: AsideTags = {
  tag: new RegExp(
    `<(/?)(?:[a-z]{1,12}[:_-]?)?(?:${names})(?:\\s[^<>/]{0,200})?/?>|\\[(/?)(?:think|thinking|reasoning)\\]|◁(/?)think▷`,
    'giu',
  ),
  nests: false,
  closesFromTheBeginning: true,
};

/** The marks of thinking written as plain words, and of what is said at its end (Granite, ReAct). */
const heading =
  /^\s*(?:\*\*)?(?:Here(?:'s| is) my thought process|Thought|Thinking(?: process)?|Reasoning|Мысл[ьи]|Рассуждени[ея]|Размышлени[ея]|Ход мыслей)\s*:/iu;
const conclusion =
  /^(?:[^\S\n]|[*#]){0,9}(?:Here(?:'s| is) my (?:response|answer)|(?:Final )?(?:answer|response)|(?:Итоговый |Окончательный )?ответ|Жауап)\s*:[ *]{0,3}/imu;

/** Thinking in brackets before the answer. */
const bracketed = /^\s*\[(?:thinking|thought|reasoning|internal|мысл[ьи]|размышлени[ея])\s?:[^\][]{0,4000}\]/iu;

/** Wrappings in which some models write what they do say. */
const answerTags =
  /^\s*<(answer|response|final_answer|final|output|reply|message|assistant|assistant_response|ответ|жауап)>([^]*?)(?:<\/\1>|$)/iu;

/**
 * The text without what a machine thinks before it speaks: in tags of every family, with the first tag missing, cut before
 * the last one, or under a heading of its own. Empty when nothing else is in it. Tags within backticks are words.
 */
export function withoutThinking(text: string): string {
  if (!/[<[◁:]/u.test(text)) return text;
  return answered(concluded(withoutAsides(text, tags).replace(bracketed, '')));
}

function concluded(text: string): string {
  if (!heading.test(text)) return text;
  const found = conclusion.exec(text);
  return found ? text.slice(found.index + found[0].length) : '';
}

function answered(text: string): string {
  return answerTags.exec(text)?.[2] ?? text;
}
