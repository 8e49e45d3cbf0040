import type { KeptMessage } from './calls.ts';
import type { Question } from '../../../core/kinds/model.ts';
import { imagePart, type ContentPart } from './images.ts';

/** One message as Chat Completions take it. */
export type ChatMessage = SaidMessage | KeptMessage | ResultMessage;

interface SaidMessage {
  role: 'system' | 'user' | 'assistant';
  /** Parts only where there are pictures: some servers take nothing but a text. */
  content: string | ContentPart[];
}

/** What came of a call. */
interface ResultMessage {
  role: 'tool';
  tool_call_id: string;
  content: string;
}

type Said = Question['messages'];

/** What a server's template demands: that the customer begins, and whether it knows a system message at all. */
interface Form {
  customerFirst: boolean;
  /** False: the instructions go in front of what the customer says first. */
  system?: boolean;
}

const roles = { customer: 'user', bot: 'assistant' } as const;

/**
 * A question as one system message (what all chats share first, unchanged, so that the service can cache it) and a
 * dialogue in which the sides take turns, as the templates of many local models demand.
 */
export function toMessages(
  question: Question,
  { customerFirst, system = true }: Form,
): ChatMessage[] {
  const content = question.chat === '' ? question.shared : `${question.shared}\n\n${question.chat}`;
  const start =
    customerFirst || !system ? question.messages.findIndex(({ role }) => role === 'customer') : 0;
  const said = takingTurns(question.messages.slice(Math.max(0, start)));
  if (system) return [{ role: 'system', content }, ...said];
  const [first, ...rest] = said;
  const begin = isSaid(first) ? first.content : '';
  return [{ role: 'user', content: joined(`${content}\n\n---`, begin) }, ...rest];
}

function takingTurns(said: Said): ChatMessage[] {
  const messages: ChatMessage[] = [];
  for (const one of said) {
    const { role } = one;
    const last = messages.at(-1);
    if (one.calls) messages.push(...withResults(one, one.calls));
    else if (isSaid(last) && last.role === roles[role])
      last.content = joined(last.content, contentOf(one));
    else messages.push({ role: roles[role], content: contentOf(one) });
  }
  return messages;
}

/** What was said, and after it the pictures that came with it. */
function contentOf({ text, images = [] }: Said[number]): SaidMessage['content'] {
  return images.length === 0 ? text : [{ type: 'text', text }, ...images.map(imagePart)];
}

/** Two contents as one, in their order. */
function joined(
  one: SaidMessage['content'],
  other: SaidMessage['content'],
): SaidMessage['content'] {
  if (typeof one === 'string' && typeof other === 'string') return `${one}\n\n${other}`;
  return [one, other].flatMap((content) =>
    typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content,
  );
}

function isSaid(message: ChatMessage | undefined): message is SaidMessage {
  return message !== undefined && !('tool_calls' in message) && !('tool_call_id' in message);
}

/** Every call stands before its result, and nothing between them: services refuse anything else. */
function withResults(
  { text, kept }: Said[number],
  calls: NonNullable<Said[number]['calls']>,
): ChatMessage[] {
  const made: KeptMessage = {
    role: 'assistant',
    content: text === '' ? null : text,
    tool_calls: calls.map(({ id, name, arguments: given }) => ({
      id,
      type: 'function',
      function: { name, arguments: given },
    })),
  };
  const results = calls.map(({ id, result }): ResultMessage => ({
    role: 'tool',
    tool_call_id: id,
    content: result,
  }));
  return [kept === undefined ? made : (kept as KeptMessage), ...results];
}

/** The question with its calls told in words, for a service that takes no functions. */
export function withCallsInWords(question: Question): Question {
  if (!question.messages.some(({ calls }) => calls)) return question;
  const messages = question.messages.flatMap((said): Said => {
    if (!said.calls) return [said];
    const lines = said.calls.map(
      ({ name, arguments: given, result }) =>
        `[the system has called ${name} with ${given}; the result: ${result}]`,
    );
    return [{ role: 'customer', text: lines.join('\n') }];
  });
  return { ...question, messages };
}

/** The question without the older half of its dialogue; undefined when there is nothing left to leave out. What was said last, and what was called since, stays. */
export function shorten(question: Question): Question | undefined {
  const { messages } = question;
  const last = messages.findLastIndex(({ calls }) => !calls);
  const start = Math.min(Math.ceil(messages.length / 2), last);
  return start < 1 ? undefined : { ...question, messages: messages.slice(start) };
}
