import { withoutRecords } from '../brain/regular.ts';
import type { Dialogue } from '../brain/dialogue.ts';
import { readInstructions } from '../brain/instructions.ts';
import { languageByLetters, type AnswerLanguage } from '../brain/language.ts';
import { membersOf, offeredFunctions, textIn, type OfferedFunction } from './offered-functions.ts';

import { unknownFunction } from './not-known-step.ts';

/** A call of this turn, and what came of it. */
export interface DoneCall {
  name: string;
  arguments: Readonly<Record<string, unknown>>;
  /** As data; a text where it is no JSON. */
  result: unknown;
}

/** One turn as somebody sees it who may act. */
export interface Work {
  language: AnswerLanguage;
  offers: readonly OfferedFunction[];
  /** What was said, the customer's newest words last, without the notes of the system. */
  messages: Dialogue['messages'];
  /** What the customer said since the last answer. */
  said: string;
  /** The last answer; empty where there is none. */
  asked: string;
  /** What was called since, in order. */
  done: readonly DoneCall[];
  /** The day where the business is, as the instructions give it: `2026-11-30`. */
  today: string | undefined;
}

interface WireMessage {
  role: string;
  content: unknown;
}

/** Reads a turn from a request and its texts. */
export function workOf(
  request: { messages: readonly WireMessage[]; parameters: Readonly<Record<string, unknown>> },
  { system, messages }: Dialogue,
): Work {
  const spoken = withoutRecords(messages).map(({ role, text }) => ({
    role,
    text: role === 'user' ? withoutNotes(text) : text,
  }));
  const answered = spoken.findLastIndex(({ role }) => role === 'assistant');
  const newest = spoken.slice(answered + 1).map(({ text }) => text);
  const said = newest.join('\n').trim();
  return {
    language: readInstructions(system).language ?? languageByLetters(said) ?? 'ru',
    offers: offeredFunctions(request.parameters).filter(({ name }) => name !== unknownFunction),
    messages: spoken,
    said,
    asked: spoken[answered]?.text ?? '',
    done: doneCalls(request.messages).filter(({ name }) => name !== unknownFunction),
    today: todayIn(system),
  };
}

/** Lines in brackets are the system's. */
function withoutNotes(text: string): string {
  return text.replace(/^\[.*\]$/gm, '').trim();
}

/** The calls behind what the customer said last, each with its result. */
function doneCalls(messages: readonly WireMessage[]): DoneCall[] {
  const since = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1);
  const results = new Map(
    since.map((message) => [textIn(membersOf(message)['tool_call_id']), message.content]),
  );
  return since.flatMap((message) => {
    const calls = membersOf(message)['tool_calls'];
    return (Array.isArray(calls) ? calls : []).map((call: unknown): DoneCall => {
      const { id, function: called } = membersOf(call);
      const { name, arguments: given } = membersOf(called);
      const result = dataIn(textIn(results.get(textIn(id))));
      return { name: textIn(name), arguments: membersOf(dataIn(textIn(given))), result };
    });
  });
}

/** The JSON of a text, which may stand between `<result>` and `</result>`. */
function dataIn(text: string): unknown {
  const [, inner = text] = /<result>\n([^]*)\n<\/result>/.exec(text) ?? [];
  try {
    return JSON.parse(inner) as unknown;
  } catch {
    return inner;
  }
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The date behind the last "Now", such as "It is Monday, 30 November 2026". */
function todayIn(system: string): string | undefined {
  const now = system.slice(Math.max(0, system.lastIndexOf('# Now')));
  const [, day = '', month = '', year] = /(\d{1,2}) ([A-Z][a-z]+) (\d{4})/.exec(now) ?? [];
  const index = months.indexOf(month);
  if (year === undefined || index < 0) return undefined;
  return `${year}-${String(index + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
