import { fieldsOf, type UnknownObject } from '../unknown-object.ts';
import { balancedEnd, lenientJson } from './json.ts';

/** Names under which a machine puts what it says, the likeliest first. */
const saying = [
  'final_answer',
  'final',
  'response',
  'answer',
  'reply',
  'message',
  'content',
  'text',
  'output',
  'output_text',
  'assistant',
  'result',
  'ответ',
  'сообщение',
  'текст',
  'жауап',
  'data',
  'messages',
  'мәтін',
];

/** Parts of longer names for the same, the surer first, and of names for what is not said. */
const sayingParts = [
  /(?:^|_)(?:reply|answer|response|say|speak|speech|bot|utterance|ответ|жауап)(?:_|$)/,
  /(?:^|_)(?:message|text|body)(?:_|$)/,
];
const thinkingParts =
  /thought|think|reason|analy|plan|user|question|query|intent|error|prompt|system|note|lang|id$|type$/;

/** Fields of a call or of a form that is to be shown by a program. */
const calling =
  /^(?:arguments|parameters|args|params|tool|tool_name|tool_calls?|function|function_call|choices|options|buttons)$/i;

/** Actions that are only another word for an answer. */
const answering =
  /^(?:final[ _]?answer|answer|reply|respond|response|say|message|send_?message|final|ответ(?:ить)?)$/i;

const looksLikeObject = /^\[?\s*\{\s*(?:"[^"\n]{1,64}"|'[^'\n]{1,64}'|[a-z_]{1,40})\s*:/i;

/**
 * What is said in a text that is an object of JSON: the words under `response`, `answer` and their kin. Empty when it is a
 * call, a form or has no words; words that stand behind an object are the answer then. Any other text as it is, also one
 * that holds JSON beside words.
 */
export function withoutEnvelope(text: string): string {
  return opened(text, 0);
}

function opened(text: string, depth: number): string {
  const bare = unfenced(text).replace(prefix, '');
  const list = bare.startsWith('[');
  if (!looksLikeObject.test(bare) && !(list && bare.endsWith(']')) && !isQuoted(bare)) return text;
  const value = lenientJson(bare);
  if (value === undefined) return looksLikeObject.test(bare) ? saidOrBehind(bare) : text;
  if (typeof value !== 'object' && typeof value !== 'string') return text;
  return said(value, depth) ?? '';
}

/** The inside of one fenced block of JSON; other texts trimmed. */
function unfenced(text: string): string {
  const whole = text.trim().replace(/^Action\s?:\s{0,3}(?=```)/i, '');
  const [head] = /^```[^\S\n]*(?:json[c5l]?|js|javascript)?[^\S\n]*\n/i.exec(whole) ?? [];
  if (head === undefined) return whole;
  const inside = whole.slice(head.length, whole.endsWith('```') ? -3 : undefined);
  // A mark within a line stands in a word of JSON; at the beginning of one it begins another block.
  return /^```/m.test(inside) ? whole : inside.trim();
}

/** Words before an envelope that only say that it is one. */
const prefix =
  /^(?:json|(?:вот )?ответ|жауап|(?:final )?(?:answer|response|output|reply))\s{0,3}(?::|\n)\s{0,9}(?=[{[])/iu;

/** A JSON string with something written out in it. */
function isQuoted(text: string): boolean {
  return text.startsWith('"') && text.endsWith('"') && /\\[nt"u]/.test(text);
}

/** What an object says that other words follow, or else these words, or what is said in the next object. */
function saidOrBehind(text: string, depth = 0): string {
  const end = balancedEnd(text, 0);
  if (end === undefined) return '';
  const rest = text.slice(end).trim();
  const words = said(lenientJson(text.slice(0, end)), 0);
  if (words !== undefined) return words;
  if (rest.startsWith('{') && depth < deepest) return saidOrBehind(rest, depth + 1);
  return /^\p{L}/u.test(rest) ? rest : '';
}

/** Envelopes within envelopes beyond this are not opened. */
const deepest = 4;

function said(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return saidInText(value, depth);
  if (depth > deepest) return undefined;
  if (Array.isArray(value)) return saidInList(value, depth);
  const fields = lowerCased(fieldsOf(value));
  const action = [fields['action'], fields['name'], fields['type']].find(
    (word) => typeof word === 'string',
  );
  const input = fields['action_input'] ?? fields['input'] ?? fields['arguments'];
  if (typeof action === 'string' && input !== undefined)
    return answering.test(action) ? said(input, depth + 1) : undefined;
  if (fields['action'] !== undefined && !answering.test(String(action))) return undefined;
  if (Object.keys(fields).some((name) => calling.test(name)) && !Array.isArray(fields['choices']))
    return undefined;
  return saidUnder(fields, depth);
}

/** Words, or those in the envelope that they are. */
function saidInText(text: string, depth: number): string | undefined {
  if (text.trim() === '') return undefined;
  return depth === 0 || depth > deepest ? text : opened(text, depth + 1) || undefined;
}

function saidUnder(fields: UnknownObject, depth: number): string | undefined {
  for (const name of saying) {
    const words = fields[name] === undefined ? undefined : said(fields[name], depth + 1);
    if (words !== undefined) return words;
  }
  const longer = Object.keys(fields).filter((name) => !thinkingParts.test(name));
  for (const name of sayingParts.flatMap((part) => longer.filter((each) => part.test(each)))) {
    const words = said(fields[name], depth + 1);
    if (words !== undefined) return words;
  }
  const [choice] = Array.isArray(fields['choices']) ? (fields['choices'] as unknown[]) : [];
  return choice === undefined ? undefined : said(fieldsOf(choice)['message'], depth + 1);
}

/** One text, several, or parts of a text that each say that they are one. */
function saidInList(values: readonly unknown[], depth: number): string | undefined {
  if (values.length === 1) return said(values[0], depth + 1);
  if (values.length > 1 && values.every((value) => typeof value === 'string'))
    return values.join('\n');
  const texts = values
    .map((value) => fieldsOf(value))
    .filter(({ type }) => type === 'text' || type === 'output_text');
  const words = texts.flatMap(({ text }) => (typeof text === 'string' ? text : []));
  return words.length > 0 && words.length === values.length ? words.join('') : undefined;
}

/** `replyText` and `Reply-Text` are `reply_text`. */
function plainName(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])|[ -]/g, '_').toLowerCase();
}

function lowerCased(fields: UnknownObject): UnknownObject {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [plainName(name), value]),
  );
}
