import type { Question } from '../../../core/kinds/model.ts';

/** One message as Chat Completions take it. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
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
  return [{ role: 'user', content: `${content}\n\n---\n\n${first?.content ?? ''}` }, ...rest];
}

function takingTurns(said: Said): ChatMessage[] {
  const messages: ChatMessage[] = [];
  for (const { role, text } of said) {
    const last = messages.at(-1);
    if (last?.role === roles[role]) last.content += `\n\n${text}`;
    else messages.push({ role: roles[role], content: text });
  }
  return messages;
}

/** The question without the older half of its dialogue; undefined when there is nothing left to leave out. */
export function shorten(question: Question): Question | undefined {
  const { messages } = question;
  return messages.length < 2
    ? undefined
    : { ...question, messages: messages.slice(Math.ceil(messages.length / 2)) };
}
