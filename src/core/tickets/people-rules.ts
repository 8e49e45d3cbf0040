import { handoffName } from './handoff-function.ts';

/**
 * How a person of the business can be called: by the model's function; only where the customer asks for one in so many words,
 * which needs no model; or not at all, as nobody would be told.
 */
export type CallablePeople = 'by the function' | 'on request' | 'nobody';

/** What the rules say of people. */
export interface PeopleRules {
  /** What is offered where the text says nothing: ends a sentence. */
  offer: string;
  /** What is added to "you are the assistant": ends a sentence. */
  truth: string;
  /** A rule of its own; empty where there is none. */
  rule: string;
}

/** The same for all chats of a business. */
export const peopleRules: Readonly<Record<CallablePeople, PeopleRules>> = {
  'by the function': {
    offer: `that you can call a person of the business into this chat, which you do with \`${handoffName}\` once the customer wants it`,
    truth: ', and that a person can be called into this chat',
    rule: `- To call a person, call the function \`${handoffName}\`, and write nothing beside it. Words alone call nobody: never write that you call somebody or pass something on.\n`,
  },
  'on request': {
    offer:
      'that a person of the business answers in this chat if the customer asks for one in so many words',
    truth: ', and that a person comes into this chat where the customer asks for one',
    rule: '',
  },
  nobody: {
    offer:
      'that you cannot help with that here; do not promise that anybody will answer, call or come into this chat',
    truth: '',
    rule: '',
  },
};

/** For this chat only, where the customer asks for a person and nobody can be told. */
export const nobodyLine =
  "The customer asks for a person. Nobody can be called from this chat, and nobody reads along: give the contact that the business's text names for people; where it names none, say honestly that you cannot fetch anybody, and offer to answer yourself. Promise nothing else.";
