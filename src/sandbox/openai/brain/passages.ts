import { languageByLetters, type AnswerLanguage } from './language.ts';

/** A piece of the business's text that answers one question or a few. */
export interface Passage {
  /** The heading above it, or the question it answers; `''`: it has none. */
  heading: string;
  /** Lines of Markdown. */
  lines: string[];
  /** What the headings of its columns say, where it is a row of a table. */
  columns?: string;
  language: AnswerLanguage;
}

/** A passage grows by whole paragraphs up to so many characters, and a longer paragraph is cut at line or sentence ends. */
const longestPassage = 900;

/** Sections that tell the bot how to speak are no knowledge. */
const aboutTheBot =
  /как (отвечать|общаться|говорить)|инструкц|стиль|тон\b|қалай жауап|жауап беру|нұсқау|how to (answer|reply|speak)|instructions|tone|style/i;

interface Section {
  heading: string;
  blocks: string[][];
}

/** Cuts a text into passages: by headings, paragraphs, questions with their answers. */
export function toPassages(text: string): Passage[] {
  return allPassages(text).filter(({ heading }) => !aboutTheBot.test(heading));
}

/** The same with those that tell the bot how to speak. */
export function allPassages(text: string): Passage[] {
  const plain = text.replace(/<!--[\s\S]*?-->/g, '').replaceAll('\r\n', '\n');
  return toSections(plain).flatMap(toSectionPassages);
}

function toSections(text: string): Section[] {
  const sections: Section[] = [{ heading: '', blocks: [[]] }];
  for (const line of text.split('\n')) {
    const heading = headingOf(line);
    const last = sections.at(-1);
    if (heading !== undefined) sections.push({ heading, blocks: [[]] });
    else if (line.trim() === '') last?.blocks.push([]);
    else last?.blocks.at(-1)?.push(line.trimEnd());
  }
  return sections;
}

/** `# Prices`, `**Prices**` or `**Prices:**` alone in a line. */
function headingOf(line: string): string | undefined {
  const found =
    /^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$/.exec(line) ?? /^\s*\*\*([^*]{2,60})\*\*:?\s*$/.exec(line);
  return found?.[1]?.replace(/\*\*|:$/g, '').trim();
}

function toSectionPassages({ heading, blocks }: Section): Passage[] {
  const filled = blocks.filter((block) => block.length > 0).flatMap(cutLong);
  const whole = languageOf([heading, heading, heading, ...filled.flat()]);
  const passages: Passage[] = [];
  let open: Passage | undefined;
  for (const block of filled) {
    const question = questionOf(block);
    if (question !== undefined) {
      passages.push({
        heading: question.asked,
        lines: question.answer,
        language: languageOf(block),
      });
      open = undefined;
    } else if (open && open.lines.join('\n').length + block.join('\n').length < longestPassage) {
      open.lines.push(...block);
    } else {
      open = { heading, lines: [...block], language: whole };
      passages.push(open);
    }
  }
  return passages;
}

/** Addresses and names of services say nothing about the language around them. */
function languageOf(lines: string[]): AnswerLanguage {
  return (
    languageByLetters(
      lines.join('\n').replace(/\S*[@/.]\S+|\b(WhatsApp|Instagram|Telegram|Kaspi)\b/gi, ''),
    ) ?? 'ru'
  );
}

/** A first line that ends with a question mark asks what the rest of the paragraph answers. */
function questionOf([first = '', ...answer]: string[]):
  | { asked: string; answer: string[] }
  | undefined {
  const asked = first
    .replace(/\*\*|^\s*([-*•]|\d+[.)])\s+|^\s*(Вопрос|В|Сұрақ|С|Question|Q)\s*[:.]\s*/gi, '')
    .trim();
  if (!asked.endsWith('?') || answer.length === 0) return undefined;
  return {
    asked,
    answer: answer.map((line) => line.replace(/^\s*(Ответ|О|Жауап|Ж|Answer|A)\s*[:.]\s*/i, '')),
  };
}

function cutLong(block: string[]): string[][] {
  const lines = block.flatMap((line) =>
    line.length > longestPassage ? (line.match(/[^.!?…]+[.!?…]*\s*/g) ?? [line]) : [line],
  );
  const cut: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (length + line.length > longestPassage) {
      cut.push([]);
      length = 0;
    }
    cut.at(-1)?.push(line);
    length += line.length;
  }
  return cut;
}
