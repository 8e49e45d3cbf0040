import { createHash, randomUUID } from 'node:crypto';
import type { Inbound } from '../kinds/channel.ts';
import type { QuestionTurn } from '../kinds/model.ts';
import type { ToolCustomer } from '../kinds/tool.ts';
import type { Language } from '../language/index.ts';
import { phoneIn } from '../phone.ts';

/** Whom a turn is for, as functions and models that act are told: the name is the customer's word. */
export function customerOf(chat: string, messages: readonly Inbound[]): ToolCustomer {
  const name = messages.findLast((message) => message.name !== undefined)?.name;
  const phone = phoneIn(chat) ?? messages.findLast((message) => message.phone)?.phone;
  return {
    chat,
    ...(phone === undefined ? {} : { phone }),
    ...(name === undefined ? {} : { name }),
  };
}

/** How a turn is taken, as far as a model that acts is told. */
export interface TurnBounds {
  /** In which to answer. */
  language: Language;
  /** Absent in a rehearsal. */
  seal?(): void;
  /** Other than `all` where the answer does not leave by itself. */
  toolMode?: string;
}

/**
 * What a model that acts is told of the turn about these messages. Its id is the same for every try, also by another process;
 * of a rehearsal, where nothing may be done, it is new each time.
 */
export function questionTurn(
  chat: string,
  messages: readonly Inbound[],
  { language, seal, toolMode = 'all' }: TurnBounds,
): QuestionTurn {
  const isReal = seal !== undefined;
  const whole = JSON.stringify([chat, ...messages.map(({ id }) => id)]);
  const name = createHash('sha256').update(whole).digest('base64url');
  return {
    id: isReal ? `wabot_${name}` : `wabot_trial_${randomUUID()}`,
    customer: customerOf(chat, messages),
    language,
    newest: messages.length,
    mayAct: isReal && toolMode === 'all',
  };
}
