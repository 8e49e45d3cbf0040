/** A prompt that is larger, in bytes of UTF-8, makes every answer slow and dear; it is used all the same. */
export const largePromptBytes = 400_000;

/** A prompt that is larger, in bytes of UTF-8, is no prompt but a mistake. */
export const mostPromptBytes = 2_000_000;

/** Something in a prompt that the owner should look at. */
export interface PromptWarning {
  /** From 1; absent where it is about the whole. */
  line?: number;
  message: string;
}

/** What a text is as a prompt. */
export interface PromptReview {
  characters: number;
  bytes: number;
  /** An estimate, see `estimateTokens`. */
  tokens: number;
  /** Why it cannot be used; completes "it …". */
  problem?: string;
  warnings: PromptWarning[];
}

/** Looks a prompt over: whether it can be used, how large it is, and what seems unfinished in it. */
export function reviewPrompt(text: string): PromptReview {
  const bytes = Buffer.byteLength(text);
  const size = { characters: text.length, bytes, tokens: estimateTokens(text) };
  const problem = refusal(text, bytes);
  if (problem !== undefined) return { ...size, problem, warnings: [] };
  const large =
    bytes > largePromptBytes
      ? [
          {
            message: `a prompt this long (${bytes} bytes) makes every answer slow and expensive: shorten it`,
          },
        ]
      : [];
  return { ...size, warnings: [...large, ...unfinished(text)] };
}

function refusal(text: string, bytes: number): string | undefined {
  if (text.trim() === '') return 'is empty';
  if (bytes > mostPromptBytes)
    return `is larger than ${mostPromptBytes / 1_000_000} MB, which no model should read with every message`;
  return undefined;
}

/**
 * About how many tokens a model reads: one for four ASCII characters and one for three others. A rule of thumb for Russian,
 * Kazakh and English that is right within a third; the bill counts exactly.
 */
export function estimateTokens(text: string): number {
  const others = text.replace(/[\p{ASCII}\p{M}]/gu, '').length;
  return Math.ceil((text.length - others) / 4 + others / 3);
}

const start = String.raw`(?<![\p{L}\p{N}_])`;
const end = String.raw`(?![\p{L}\p{N}_])`;
const asks =
  'вставьте|вставить|вставь|впишите|вписать|укажите|указать|заполните|заполнить|введите|допишите|ваш[аеиу]?|енгізіңіз|жазыңыз|көрсетіңіз|толтырыңыз|insert|fill in|enter|your';

/** What people leave where something is still to be written. */
const placeholders: readonly RegExp[] = [
  new RegExp(`${start}(?:TO-?DO|FIX-?ME|TBD|[XХ]{3,})${end}`, 'gu'),
  new RegExp(String.raw`\[\s*(?:${asks})${end}[^\]\n]{0,200}\](?!\()`, 'giu'),
  /\[(?:\.{3}|…|_+)\](?!\()/gu,
  /\{\{[^{}\n]{0,200}\}\}/gu,
  /lorem ipsum/giu,
];

/** `<Name of the shop>`, but neither an address nor a tag. */
const angled = /<(?!https?:|mailto:)(\p{L}[^<>@\n/]{0,80})>/gu;
const closingTag = /<\/(\p{L}[^<>@\n/]{0,80})>/gu;
const tags: ReadonlySet<string> = new Set(['b', 'br', 'i', 'p', 'u', 'li', 'ul', 'ol', 'hr']);

/** Warnings about placeholders, one a line of the prompt, from top to bottom. */
function unfinished(text: string): PromptWarning[] {
  const closed = new Set([...text.matchAll(closingTag)].map(([, word = '']) => word));
  return text.split('\n').flatMap((line, index) => {
    const found = placeholders.flatMap((pattern) =>
      [...line.matchAll(pattern)].map(([match]) => match),
    );
    const open = [...line.matchAll(angled)]
      .filter(([, word = '']) => !tags.has(word.toLowerCase()) && !closed.has(word))
      .map(([match]) => match);
    const all = [...found, ...open];
    if (all.length === 0) return [];
    return [{ line: index + 1, message: `line ${index + 1} seems unfinished: ${all.join(', ')}` }];
  });
}
