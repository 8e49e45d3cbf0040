import type { ChatRequest } from './chat.ts';
import { documentsIn, withoutDocuments } from './documents-in.ts';
import { readInstructions } from './brain/instructions.ts';
import { languageByLetters, type AnswerLanguage } from './brain/language.ts';
import { foldLetters, isLike } from './brain/letters.ts';

/** What the sandbox says of what it was sent. */
const words: Readonly<
  Record<
    AnswerLanguage,
    {
      label: string;
      got: string;
      image: string;
      document: string;
      rows: string;
      said: string;
      seen: string;
      lines: string;
    }
  >
> = {
  ru: {
    label: '[песочница]',
    got: 'Ваши файлы',
    image: 'фото',
    document: 'документ',
    rows: 'В документе об этом',
    said: 'с подписью',
    seen: 'Раньше вы присылали',
    lines: 'строк',
  },
  kk: {
    label: '[сынақ ортасы]',
    got: 'Сіздің файлдар',
    image: 'сурет',
    document: 'құжат',
    rows: 'Құжатта бұл туралы',
    said: 'жазуымен',
    seen: 'Бұрын жіберген едіңіз',
    lines: 'жол',
  },
  en: {
    label: '[sandbox]',
    got: 'Your files',
    image: 'picture',
    document: 'document',
    rows: 'The document says',
    said: 'with the caption',
    seen: 'You sent before',
    lines: 'lines',
  },
};

interface Came {
  images: { width: number; height: number; bytes: number }[];
  documents: { name: string; lines: string[] }[];
  /** What was said beside them. */
  said: string;
  /** What was noted of earlier ones. */
  noted: string[];
}

/** What came since the last answer. */
function cameIn({ messages }: ChatRequest): Came {
  const from = messages.findLastIndex(({ role }) => role === 'assistant') + 1;
  const contents = messages
    .slice(from)
    .filter(({ role }) => role === 'user')
    .map(({ content }) => content);
  const text = contents.map(textIn).join('\n');
  const earlier = messages
    .slice(0, from)
    .map(({ content }) => textIn(content))
    .join('\n');
  const noted = [...earlier.matchAll(/\[sent with it, as you noted it then: «([^»\n]*)»\]/g)];
  return {
    images: contents.flatMap(imagesIn),
    documents: documentsIn(text),
    said: withoutDocuments(text)
      .replaceAll(/^\[.*\]$/gm, '')
      .trim(),
    noted: noted.map(([, note = '']) => note),
  };
}

/**
 * The answer with what was sent before it: how many pictures of which size, which documents, the rows of these that name what was asked.
 * `answer` is asked for where somebody also said something that no row answers.
 */
export function answerAboutFiles<Call>(
  request: ChatRequest,
  answer: () => string | Call,
): string | Call {
  const came = cameIn(request);
  const { images, documents, said, noted } = came;
  const system = request.messages.map(({ content }) => textIn(content)).join('\n');
  const language = readInstructions(system).language ?? languageByLetters(said) ?? 'ru';
  const { label, rows, seen } = words[language];
  if (images.length + documents.length === 0) {
    const asksBack =
      noted.length > 0 &&
      /фото|снимк|картин|документ|файл|сурет|құжат|photo|picture|document|file/i.test(said);
    return asksBack ? `${label} ${seen}: ${noted.at(-1)}` : answer();
  }
  const described = describedIn(came, language);
  const note = system.includes('<seen>') ? `<seen>${described}</seen>\n` : '';
  const found = documents.flatMap(({ lines }) => rowsFor(said, lines));
  const given = said === '' ? '' : found.length > 0 ? `${rows}:\n${found.join('\n')}` : answer();
  if (typeof given !== 'string') return given;
  return `${note}${[`${label} ${described}.`, given.replace(label, '').trim()].filter(Boolean).join('\n\n')}`;
}

function describedIn({ images, documents, said }: Came, language: AnswerLanguage): string {
  const { got, image, document: paper, said: caption, lines: count } = words[language];
  const pictures = images.map(
    ({ width, height, bytes }, at) =>
      `${image} ${at + 1} (${width}×${height}, ${Math.ceil(bytes / 1024)} KB)`,
  );
  const papers = documents.map(
    ({ name, lines }) => `${paper} «${name}» (${count}: ${lines.length})`,
  );
  const beside = said === '' ? '' : ` ${caption} «${said.replaceAll('\n', ' ').slice(0, 100)}»`;
  return `${got}: ${[...pictures, ...papers].join(', ')}${beside}`;
}

/** At most three rows that name what was asked, the best first. */
function rowsFor(said: string, lines: readonly string[]): string[] {
  const asked = foldLetters(said)
    .split(' ')
    .filter((word) => word.length > 3);
  const scored = lines.map((line) => {
    const named = foldLetters(line).split(' ');
    return { line, score: asked.filter((word) => named.some((one) => isLike(one, word))).length };
  });
  const best = scored
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score);
  return best.slice(0, 3).map(({ line }) =>
    line
      .replaceAll(/^\||\|$/g, '')
      .split('|')
      .map((cell) => cell.trim())
      .join(' · '),
  );
}

function textIn(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .flatMap((part: { text?: unknown }) => (typeof part.text === 'string' ? [part.text] : []))
    .join('\n');
}

function imagesIn(content: unknown): Came['images'] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: { image_url?: { url?: unknown } }) => {
    const url = part.image_url?.url;
    const base64 =
      typeof url === 'string' ? /^data:image\/\w+;base64,([\w+/=]+)$/.exec(url)?.[1] : undefined;
    if (base64 === undefined) return [];
    const bytes = Buffer.from(base64, 'base64');
    return [{ ...sizeOf(bytes), bytes: bytes.length }];
  });
}

/** The size in the frame of a JPEG; nothing where it has none. */
function sizeOf(jpeg: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const mark = jpeg.readUInt8(at + 1);
    if (mark >= 0xc0 && mark <= 0xc2)
      return { width: jpeg.readUInt16BE(at + 7), height: jpeg.readUInt16BE(at + 5) };
  }
  return { width: 0, height: 0 };
}
