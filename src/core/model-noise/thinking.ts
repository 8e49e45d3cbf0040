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
  'scratch_?pad',
  'reasoning_summary',
  'planning',
  'internal',
  'commentary',
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
    `<\\s?(/?)\\s?(?:[a-z]{1,12}[:_-]?)?(?:${names})(?:\\s[^<>/]{0,200})?/?>|\\[(/?)(?:think|thinking|reasoning)\\]|◁(/?)think▷`,
    'giu',
  ),
  nests: false,
  closesFromTheBeginning: true,
};

/** Thinking that a program has folded away for people (Open WebUI), and as Ollama shows it. */
const folded =
  /<details\b[^<>]{0,200}>\s{0,9}<summary>[^<>]{0,20}(?:reason|thought|thinking|мысл|рассужд|размышл)[^<>]{0,80}<\/summary>[^]*?(?:<\/details>|$)/giu;
const shown = /^\s*(?:\*\*)?Thinking\.\.\.(?:\*\*)?\s*\n[^]*?\.\.\.done thinking\.(?:\*\*)?/i;

/** The marks of thinking written as plain words, and of what is said at its end (Granite, ReAct). */
const heading =
  /^\s*(?:\*\*)?(?:Here(?:'s| is) my thought process|Thought|Thinking(?: process)?|Reasoning|Мысл[ьи]|Рассуждени[ея]|Размышлени[ея]|Ход мыслей)\s*:/iu;
const conclusion =
  /^(?:[^\S\n]|[*#]){0,9}(?:Here(?:'s| is) my (?:response|answer)|(?:Final )?(?:answer|response)|(?:Итоговый |Окончательный )?ответ|Жауап)\s*:[ *]{0,3}/imu;

/** Thinking in brackets before the answer. */
const bracketed =
  /^\s*\[(?:thinking|thought|reasoning|internal|мысл[ьи]|размышлени[ея])\s?:[^\][]{0,4000}\]/iu;

/** Wrappings in which some models write what they do say. */
const answerTags =
  /^\s*<(answer|response|final_answer|final_response|final|output|result|solution|итог|reply|message|text|assistant|assistant_response|ответ|жауап)(?:\s[^<>]{0,100})?>([^]*?)(?:<\/\1>|$)/iu;

/**
 * The text without what a machine thinks before it speaks: in tags of every family, with the first tag missing, cut before
 * the last one, or under a heading of its own. Empty when nothing else is in it. Tags within backticks are words.
 */
export function withoutThinking(text: string): string {
  if (!/[<[◁:]|\.\.\.done/iu.test(text)) return text;
  const plain = withoutAsides(text.replace(folded, '').replace(shown, ''), tags).replace(
    bracketed,
    '',
  );
  return answered(concluded(plain));
}

function concluded(text: string): string {
  const found = conclusion.exec(text);
  if (!heading.test(text) && !(found && /^\s*Observation\s*:/i.test(text))) return text;
  return found ? text.slice(found.index + found[0].length) : '';
}

function answered(text: string): string {
  return answerTags.exec(text)?.[2] ?? text;
}
