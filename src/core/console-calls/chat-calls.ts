import { eraseEverywhere } from '../operator/erase-customer.ts';
import { sayAsPerson } from '../operator/person-message.ts';
import { blockChat, endSilence, silenceChat } from '../operator/silence-chat.ts';
import { listChats, searchChats } from './chat-list.ts';
import { chatView, whyView } from './chat-view.ts';
import type { Calls } from './console-calls.ts';
import {
  chatField,
  numberField,
  optionalTextField,
  CallRefused,
  textField,
  type SentFields,
} from './sent-fields.ts';

/** Chats of one request for the list. */
const mostListed = 200;

/** The longest text that somebody writes at once, characters. */
const longestText = 20_000;

/** The longest pause that is asked for, milliseconds: a year. */
const longestPauseMs = 366 * 24 * 60 * 60 * 1000;

/** A chat, or every one where none is named. */
function anyChatIn(fields: SentFields): string | undefined {
  return fields['chat'] === undefined || fields['chat'] === null ? undefined : chatField(fields);
}

/** What the page asks about chats and does in them. */
export const chatCalls: Calls = {
  chats: {
    reads: true,
    shared: true,
    run: (parts, fields) => {
      const word = optionalTextField(fields, 'search', 100);
      if (word !== undefined) return searchChats(parts, word);
      const key = optionalTextField(fields, 'after');
      const from =
        key === undefined ? undefined : { key, at: numberField(fields, 'at', { most: 1e15 }) };
      const limit = fields['limit'] === undefined ? 60 : numberField(fields, 'limit', { least: 1 });
      return listChats(parts, { limit: Math.min(limit, mostListed), from });
    },
  },
  chat: { reads: true, shared: true, run: (parts, fields) => chatView(parts, chatField(fields)) },
  why: {
    reads: true,
    run: (parts, fields) => whyView(parts, chatField(fields), textField(fields, 'id', 300)),
  },
  say: {
    run: async (parts, fields) => {
      const text = textField(fields, 'text', longestText).trim();
      if (text === '') throw new CallRefused('bad-text');
      // Of the page: it brings a message again whose answer was lost.
      const id = textField(fields, 'id', 60);
      if (!/^[\w-]{16,60}$/.test(id)) throw new CallRefused('bad-id');
      const { journal } = parts.opened.plugins;
      const { pauseMs: silence } = parts.opened.bot;
      const message = { id, chat: chatField(fields), text, at: parts.opened.world.now(), silence };
      return { messages: await sayAsPerson({ journal }, message) };
    },
  },
  pause: {
    run: ({ opened }, fields) => {
      const forMs =
        fields['forMs'] === undefined || fields['forMs'] === null
          ? undefined
          : numberField(fields, 'forMs', { least: 1_000, most: longestPauseMs });
      const at = opened.world.now();
      return silenceChat(opened.plugins.journal, anyChatIn(fields), { at, forMs });
    },
  },
  resume: {
    run: ({ opened }, fields) =>
      endSilence(opened.plugins.journal, anyChatIn(fields), opened.world.now()),
  },
  block: {
    run: async ({ opened }, fields) => {
      await blockChat(opened.plugins.journal, chatField(fields), fields['blocked'] === true);
      return {};
    },
  },
  erase: {
    run: ({ chats, customers, opened, environment }, fields) =>
      eraseEverywhere(chatField(fields), {
        chats,
        customers,
        journal: opened.plugins.journal,
        environment,
      }),
  },
};
