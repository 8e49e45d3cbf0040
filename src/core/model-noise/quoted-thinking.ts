const names =
  'Thoughts?(?: process)?|Thinking(?: process| out loud)?|Reasoning|My reasoning|Chain of thought|Internal (?:monologue|thoughts?)|Мысл[ьи]|Рассуждени[ея]|Размышлени[ея]|Ход мыслей|Ойлау|Ойлар';

/** A line, quoted or with a quotation under it, that says "what follows is thinking" before anything else of the answer. */
const headed = new RegExp(
  `^\\s*(?:>[^\\p{L}\\n]{0,20}(?:${names})(?: for \\d[^\\n:]{0,30})?[^\\p{L}\\n]{0,9}(?::|\\n|$|\\.\\.\\.)|[^\\p{L}\\n>]{0,20}(?:${names})[^\\p{L}\\n]{0,9}\\n\\s{0,9}>)`,
  'iu',
);

/** Without the quotation at its beginning in which a model shows its thinking (`> **Reasoning:** …`); other quotations stay. */
export function withoutQuotedThinking(text: string): string {
  if (!headed.test(text)) return text;
  const lines = text.split('\n');
  const quotation = lines.findIndex((line) => /^\s*>/.test(line));
  const rest = lines.slice(quotation).findIndex((line) => !/^\s*>/.test(line));
  return rest === -1
    ? ''
    : lines
        .slice(quotation + rest)
        .join('\n')
        .trim();
}
