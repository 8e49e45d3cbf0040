import * as Flags from '@oclif/core/flags';
import { exampleNames } from './examples.ts';
import { messengerFlag } from './messenger-flag.ts';

/** What `wabot dev` takes. */
export const devFlags = {
  say: Flags.string({
    multiple: true,
    summary: 'Send this text as a customer (repeatable).',
    helpValue: '<text>',
  }),
  voice: Flags.string({
    multiple: true,
    summary: 'Send this audio file as a customer (repeatable).',
    helpValue: '<file>',
  }),
  image: Flags.string({
    multiple: true,
    summary: 'Send this picture as a customer; words behind its name are its caption (repeatable).',
    helpValue: '<file>',
  }),
  file: Flags.string({
    multiple: true,
    summary: 'Send this document as a customer, likewise (repeatable).',
    helpValue: '<file>',
  }),
  owner: Flags.string({
    multiple: true,
    summary:
      'Write this in the customer’s chat as the owner, on the phone (repeatable); "@17 text" replies to ticket 17.',
    helpValue: '<text>',
  }),
  example: Flags.string({
    options: exampleNames,
    summary: 'Work for a business that wabot brings along: its documents, bookings and requests.',
    helpValue: '<name>',
  }),
  messenger: messengerFlag,
  offline: Flags.boolean({ summary: 'Use the sandbox model even when OPENAI_API_KEY is set.' }),
  fault: Flags.string({
    multiple: true,
    summary: 'Let this go wrong: send-500=5%, model-slow=8s … (repeatable).',
    helpValue: '<fault>',
  }),
  data: Flags.string({
    summary: 'Keep journal and memory here, not in a temporary folder.',
    helpValue: '<folder>',
  }),
};
