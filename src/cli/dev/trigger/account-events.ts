import { incomingCall, outgoingMessage } from '../../../sandbox/green-api/account-payloads.ts';
import {
  outgoingStatus,
  quotaExceeded,
  stateChanged,
} from '../../../sandbox/green-api/payloads.ts';
import type { InstanceState } from '../../../sandbox/green-api/instance.ts';
import { fromCustomer, textData, textCall, usualWords } from './message-events.ts';
import type { SampleCall, SampleContext, SampleEvent } from './sample-event.ts';

const groupChat = '120363043968066561@g.us';
const groupNumber = '-10000000000000';
const hourMs = 60 * 60 * 1000;

/** Ways in which a body may be broken; each is sent. */
function malformed(context: SampleContext): SampleCall[] {
  const whole = JSON.stringify(fromCustomer(context, textData(usualWords)));
  const { typeWebhook: _, ...nameless } = fromCustomer(context, textData(usualWords));
  return [
    { body: '' },
    { body: 'no JSON' },
    { body: whole.slice(0, whole.length >> 1) },
    { body: '[]' },
    { body: JSON.stringify(nameless) },
    { body: fromCustomer(context, { typeMessage: 'textMessage' }) },
    { body: fromCustomer(context, { typeMessage: 7 }) },
    { body: { typeWebhook: 'neverHeardOf', timestamp: 'soon' } },
  ];
}

function call(context: SampleContext): SampleCall[] {
  const { account, chat, now: at, newId } = context;
  const happening = { chatId: chat, idMessage: newId(), at };
  return ['offer', 'missed'].map((status) => ({ body: incomingCall(account, happening, status) }));
}

const byAccount =
  (by: 'phone' | 'program', usual: string): SampleEvent['make'] =>
  ({ account, chat, now: at, newId, words = usual }) => {
    const happening = { chatId: chat, idMessage: newId(), at };
    return [{ body: outgoingMessage(account, happening, textData(words), by) }];
  };

function group(context: SampleContext): SampleCall[] {
  const data = textData(context.words ?? usualWords);
  const chatId = context.chat.includes('@') ? groupChat : groupNumber;
  return [{ body: fromCustomer(context, data, { chatId, sender: context.chat }) }];
}

const state =
  (becomes: InstanceState): SampleEvent['make'] =>
  ({ account, now }) => [{ body: stateChanged({ ...account, state: becomes }, now) }];

function undelivered({ account, chat, now, newId }: SampleContext): SampleCall[] {
  return [
    { body: outgoingStatus(account, { chatId: chat, idMessage: newId() }, 'noAccount', now) },
  ];
}

function duplicate(context: SampleContext): SampleCall[] {
  const once = textCall(context);
  return [once, once, { ...once, afterMs: 300 }];
}

function burst(context: SampleContext): SampleCall[] {
  const parts = context.words?.split('/').map((part) => part.trim()) ?? [
    'Здравствуйте',
    'Сколько стоит курс?',
    'И где вы?',
  ];
  return parts.map((text, index) => ({
    ...textCall(context, text),
    ...(index === 0 ? {} : { afterMs: 300 }),
  }));
}

function old(context: SampleContext): SampleCall[] {
  const data = textData(context.words ?? usualWords);
  return [{ body: fromCustomer(context, data, { at: context.now - 20 * hourMs }) }];
}

/** What else GREEN-API notifies of, and how messages come out of the ordinary. */
export const accountEvents: readonly SampleEvent[] = [
  { name: 'call', summary: 'a call that nobody takes', detail: 'none', make: call },
  {
    name: 'owner',
    summary: 'a message that the owner writes in the chat on the phone: the bot is silent there',
    detail: 'words',
    make: byAccount('phone', 'Здравствуйте, я отвечу вам сам.'),
  },
  {
    name: 'program',
    summary: 'a message that another program sends through the instance',
    detail: 'words',
    make: byAccount('program', 'Напоминаем о занятии завтра.'),
  },
  { name: 'group', summary: 'a text in a group; nobody answers it', detail: 'words', make: group },
  {
    name: 'duplicate',
    summary: 'a text that is brought three times; it is answered once',
    detail: 'words',
    make: duplicate,
  },
  {
    name: 'burst',
    summary: 'several texts in a row, divided by /; they get one answer',
    detail: 'words',
    make: burst,
  },
  { name: 'old', summary: 'a text of 20 hours ago', detail: 'words', make: old },
  {
    name: 'malformed',
    summary: 'bodies that are broken in eight ways; the bot goes on',
    detail: 'none',
    make: malformed,
  },
  {
    name: 'undelivered',
    summary: 'that a message was for a phone without an account',
    detail: 'none',
    make: undelivered,
  },
  {
    name: 'suspended',
    summary: 'that the messenger has suspended the account',
    detail: 'none',
    make: state('suspended'),
  },
  {
    name: 'logged-out',
    summary: 'that the account is no longer linked',
    detail: 'none',
    make: state('notAuthorized'),
  },
  {
    name: 'authorized',
    summary: 'that the account works again',
    detail: 'none',
    make: state('authorized'),
  },
  {
    name: 'quota',
    summary: 'that the chats of the month are used up',
    detail: 'none',
    make: ({ account, now }) => [{ body: quotaExceeded(account, 3, now) }],
  },
];
