/** A part of a text between marks of WhatsApp: places in the text, and what is written to close it and to open it again. */
export interface TextSpan {
  start: number;
  /** Where what it holds begins and ends, space at its ends not counted. */
  contentStart: number;
  contentEnd: number;
  end: number;
  opens: string;
  closes: string;
  /** A block, in which space at the beginning of a line has a meaning. */
  code: boolean;
}

const block = /(```\n?)\s*(?=[^\s`])([\s\S]*?\S)\s*```/g;

/** Bold, italic, strike and inline code: within a line, hugging what they hold, and not touching letters or digits outside. */
const inline = ['*', '_', '~', '`'].map((mark) => {
  const escaped = RegExp.escape(mark);
  return {
    mark,
    pattern: new RegExp(
      `(?<![\\p{L}\\p{N}${escaped}])${escaped}(?=[^\\s${escaped}])[^${escaped}\\n]*(?<!\\s)${escaped}(?![\\p{L}\\p{N}${escaped}])`,
      'gu',
    ),
  };
});

/** Everything between marks, in the order in which it begins. Takes time in proportion to the length. */
export function findSpans(text: string): TextSpan[] {
  const blocks = [...text.matchAll(block)].map(toBlock);
  const lines = inline.flatMap(({ mark, pattern }) =>
    [...text.matchAll(pattern)].map((found) => toInline(found, mark)),
  );
  return [...blocks, ...outside(lines, blocks)].toSorted(
    (one, other) => one.start - other.start || other.end - one.end,
  );
}

function toBlock({
  0: whole,
  1: opens = '',
  2: content = '',
  index: start,
}: RegExpExecArray): TextSpan {
  const contentStart = start + whole.indexOf(content, opens.length);
  const closes = opens.endsWith('\n') ? '\n```' : '```';
  return {
    start,
    contentStart,
    contentEnd: contentStart + content.length,
    end: start + whole.length,
    opens,
    closes,
    code: true,
  };
}

function toInline({ 0: whole, index: start }: RegExpExecArray, mark: string): TextSpan {
  const end = start + whole.length;
  return {
    start,
    contentStart: start + 1,
    contentEnd: end - 1,
    end,
    opens: mark,
    closes: mark,
    code: false,
  };
}

/** Marks in a block of code are no marks. */
function outside(spans: readonly TextSpan[], blocks: readonly TextSpan[]): TextSpan[] {
  let next = 0;
  return spans
    .toSorted((one, other) => one.start - other.start)
    .filter(({ start, end }) => {
      while ((blocks[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
      return end <= (blocks[next]?.start ?? Number.POSITIVE_INFINITY);
    });
}
