import { repeated } from '../rounds.ts';

/** As much text as a stranger may well send at once, in UTF-16 units; a quarter of it shows what grows too fast as well. */
export const hostileLength = repeated(16_384, 65_536);

/** What is repeated until it is this long, by its name: runs of every special character, pairs by turns, openings without ends. */
const units: Readonly<Record<string, string>> = {
  spaces: ' ',
  tabs: '\t',
  'line ends': '\n',
  'line ends of Windows': '\r\n',
  'space and line ends': ' \n',
  stars: '*',
  underscores: '_',
  tildes: '~',
  backticks: '`',
  'opening brackets': '[',
  'closing brackets': ']',
  'opening parentheses': '(',
  'opening braces': '{',
  'angles to the right': '>',
  'angles to the left': '<',
  ampersands: '&',
  bars: '|',
  slashes: '/',
  backslashes: '\\',
  digits: '7',
  'plus signs': '+',
  'double quotes': '"',
  'single quotes': "'",
  guillemets: '«',
  'zero-width spaces': '\u200b',
  'lone surrogates': '\ud83d',
  emoji: '👍🏽',
  'combining marks': 'e\u0301',
  'marks alone': '\u0301',
  dots: '.',
  hyphens: '-',
  colons: ':',
  'exclamation marks': '!',
  hashes: '#',
  'equal signs': '=',
  'at signs': '@',
  'question marks': '?',
  'small letters': 'a',
  'capital letters': 'A',
  'Russian letters': 'я',
  'Kazakh words': 'қалай ',
  'words with stars': '*a ',
  'stars in words': 'a*',
  'two stars by turns': '**a*',
  'underscores in words': '_a_a',
  'code by turns': '`a``',
  'fences without end': '```\n',
  'fences of two kinds': '```\n~~~\n',
  'quotes within quotes': '> ',
  'links without end': '[a](',
  'links in links': '[[a](b)',
  'images without end': '![a',
  'tags without end': '<a ',
  'tags in tags': '<b><i>',
  'comments without end': '<!--',
  'entities without end': '&#1',
  'tables without end': '|a|\n|-|\n',
  'bars and spaces': '| ',
  'items of a list': '- a\n',
  headings: '# a\n',
  'numbers with spaces': '7 ',
  'numbers with hyphens': '77-',
  'addresses without end': 'http://',
  'addresses and stars': 'www.*',
  'mail without end': 'a@',
  'dots and letters': 'a.',
  'placeholders without end': '{{a',
  'brackets to fill in': '[вставьте ',
  'citations without end': '【a†',
  'thinking without end': '<think>',
  'thinking by turns': '<think>a</think>',
  'marks of templates': '<|start|>',
  'calls without end': '<tool_call>{"name":',
  'JSON in JSON': '{"text":"{',
  'sums without end': '\\(a',
  'sums of dollars': '$a',
  'line ends written out': '\\n',
  'headings of thinking': 'Thought: ',
  'escaped tags': '&lt;think&gt;',
  'notes of our own': '[in reply to: ',
  'keys without end': 'key=',
  'words of two': 'ab ',
  'tokens of a bearer': 'Bearer ',
  'keys in PEM': '-----BEGIN PRIVATE KEY-----',
  'JSON of lists': '[{"a":',
  'assignments of a file': 'A="',
  'lines of an export': '{"chat":"7"}\n',
  'sounds named': '[a]',
  'times of subtitles': '00:00:00.000 --> ',
};

/** An end that makes what was begun fail at last, on its line and on the next: an engine goes back over all of it only then. */
const end = 'a\n!';

/** Texts of the full length, each with its name. */
export function hostileTexts(length = hostileLength): [string, string][] {
  const made = Object.entries(units).map(([name, unit]): [string, string] => {
    return [name, unit.repeat(Math.ceil(length / unit.length)).slice(0, length - end.length) + end];
  });
  return [...made, ...halves(length)];
}

/** A long run, and then one that is a little shorter: what refers back compares all of it, again and again. */
function halves(length: number): [string, string][] {
  return ['`', '~', '*', '#', '=', '('].map((sign) => [
    `a run of ${sign} and a shorter one`,
    `${sign.repeat(length / 2)}\na${sign.repeat(length / 2 - 3)}`,
  ]);
}
