import { quoted, runsOf } from './word-runs.ts';

/** So many words that tell the bot what to do, in a row, are for nobody else. */
const fewestOrders = 10;

/** Of the business's prose, so many words and this share of it are the text as a whole; so many in a row are more than an answer. */
const fewestWords = 100;
const wholeShare = 0.5;
const fewestInARow = 150;

/** A line with figures and no more words is a row of a list. */
const mostInRow = 14;

/** How a business tells its bot what it is and how to speak. */
const orders =
  /(?<!\p{L})(?:ты (?:[–—-] )?(?:\p{L}+ )?(?:администратор|ассистент|бот|помощник|менеджер|консультант|оператор|секретар)|отвечай(?!те)|спрашивай(?!те)|спроси(?!\p{L})|не (?:обещай|называй|говори|упоминай|раскрывай|предлагай)(?!те)|никогда не|предложи(?!\p{L})|сен (?:\p{L}+ )?(?:көмекші|әкімші|бот|менеджер)|жауап бер(?!е)|айтпа(?!\p{L})|сұра(?!\p{L}))|\byou are (?:an? |the |our )?(?:\w+ ){0,3}(?:assistant|administrator|manager|bot|agent)\b|\b(?:never|do not|don[’']t) (?:say|mention|offer|tell|promise|reveal|disclose)\b|\bask the customer\b|\b(?:answer|reply) (?:in|politely|briefly|only|as)\b/iu;

interface BusinessText {
  readonly text: string;
  readonly orders: ReadonlySet<string>;
  readonly prose: ReadonlySet<string>;
  readonly words: number;
}

/** The text that was asked for last: it is the same for all chats. */
let known: BusinessText = readText('');

function readText(text: string): BusinessText {
  const told = text.split(/(?<=[.!?])\s+|\n/u).filter((sentence) => orders.test(sentence));
  const prose = wordsOf(proseOf(text));
  return {
    text,
    orders: new Set(told.flatMap((sentence) => [...runsOf(wordsOf(sentence))])),
    prose: runsOf(prose),
    words: prose.length,
  };
}

/** Whether an answer quotes what the business tells the bot, or so much of its text that it is the text as a whole. Lists of prices, hours and contacts are for customers, however long. */
export function quotesBusiness(text: string, business: string): boolean {
  const words = wordsOf(text);
  if (words.length < fewestOrders) return false;
  if (known.text !== business) known = readText(business);
  if (known.orders.size > 0 && quoted(words, known.orders).row >= fewestOrders) return true;
  if (words.length < fewestWords) return false;
  const { all, row } = quoted(wordsOf(proseOf(text)), known.prose);
  return row >= fewestInARow || (all >= fewestWords && all >= known.words * wholeShare);
}

/** A text without the rows of its lists. */
function proseOf(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/\d/.test(line) || wordsOf(line).length > mostInRow)
    .join('\n');
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}
