import { randomUUID } from 'node:crypto';
import type { Question, QuestionTurn, Said } from '../../../core/kinds/model.ts';

/** In which form a turn is posted: ours, or that of the older bot, which workflows made for it know. */
export const forms = ['wabot', 'python-bot'] as const;
export type Form = (typeof forms)[number];

/** A larger body is made shorter where it can be, in bytes: what was said first is left out. */
const mostBytes = 256 * 1024;

/** The turn of a question that belongs to none, as when the address is tried out: nothing may be done for it. */
const trialTurn: Omit<QuestionTurn, 'id'> = {
  customer: { chat: 'trial' },
  language: 'en',
  newest: 1,
  mayAct: false,
};

/** The turn of a question, or one that is only a trial. */
export function turnOf({ turn }: Question): QuestionTurn {
  return turn ?? { ...trialTurn, id: `wabot_trial_${randomUUID()}` };
}

/** What is posted for a turn, at this moment (Unix milliseconds). */
export function bodyOf(question: Question, turn: QuestionTurn, form: Form, at: number): string {
  const begin = Math.max(0, question.messages.length - turn.newest);
  const message = question.messages
    .slice(begin)
    .filter(({ role }) => role === 'customer')
    .map(({ text }) => text)
    .join('\n');
  const posted = {
    turn,
    message,
    instructions: `${question.shared}\n\n${question.chat}`,
    isFirst: begin === 0,
    time: new Date(at).toISOString(),
  };
  const write = form === 'wabot' ? ours : olderBots;
  let history = question.messages.slice(0, begin).filter(({ text }) => text !== '');
  for (;;) {
    const body = JSON.stringify(write({ ...posted, history }));
    if (Buffer.byteLength(body) <= mostBytes || history.length === 0) return body;
    history = history.slice(Math.ceil(history.length / 4));
  }
}

interface Posted {
  turn: QuestionTurn;
  /** What the customer wrote last. */
  message: string;
  history: readonly Said[];
  /** All that a model of ours is told, the business's text among it. */
  instructions: string;
  isFirst: boolean;
  time: string;
}

function ours({ turn, message, history, instructions, isFirst, time }: Posted): object {
  const { chat, phone, name } = turn.customer;
  return {
    type: 'turn.created',
    timestamp: time,
    data: {
      turn: turn.id,
      message,
      history: history.map(({ role, text }) => ({ role, text })),
      language: turn.language,
      customer: { chat, phone: phone ?? null, name: name ?? null },
      first: isFirst,
      may_act: turn.mayAct,
      instructions,
    },
  };
}

const olderRoles = { customer: 'user', bot: 'assistant' } as const;

function olderBots({ turn, message, history, instructions, isFirst, time }: Posted): object {
  return {
    phone: turn.customer.chat,
    message,
    chat_history: history.map(({ role, text }) => ({ role: olderRoles[role], content: text })),
    is_first_message: isFirst,
    system_prompt: instructions,
    timestamp: time,
    language: turn.language,
    may_act: turn.mayAct,
  };
}
