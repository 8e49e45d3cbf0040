import { get } from './api.js';
import { avatar } from './avatar.js';
import { openChat } from './chat.js';
import { append, el, fill, said } from './dom.js';
import { showFault } from './feedback.js';
import { phoneOf, shortWhen } from './format.js';
import { icon } from './icons.js';
import { seenWords } from './seen.js';
import { keep, read, t } from './words.js';
import { VirtualList } from './virtual-list.js';

const rowHeight = 76;
const pageSize = 60;
const seenKey = 'wabot.seen';
/** Chats whose last look is remembered in this browser. */
const mostSeen = 3_000;

/** When each chat was looked at last, in this browser. @type {Record<string, number>} */
let seen = {};
try {
  seen = JSON.parse(read(seenKey) ?? '{}');
} catch {
  seen = {};
}

/** @param {string} chat */
export function markSeen(chat, at = Date.now()) {
  delete seen[chat];
  seen[chat] = at;
  for (const old of Object.keys(seen).slice(0, -mostSeen)) delete seen[old];
  keep(seenKey, JSON.stringify(seen));
}

/** The first look at this page ever makes nothing unread that was there before. WhatsApp tells whole seconds. */
function begunAt() {
  const key = 'wabot.begun';
  const known = Number(read(key));
  if (known > 0) return known;
  const now = Date.now() - 2_000;
  keep(key, String(now));
  return now;
}

/** Chats as one knows them: the list, and one of them. */
class ChatsView {
  #chats = new Map();
  /** @type {{ key: string, at: number } | null} */
  #next = null;
  #isLoading = false;
  #isClosed = false;
  #word = '';
  #searching = 0;
  #begun = begunAt();
  /** @type {ReturnType<typeof openChat> | undefined} */
  #open;
  #openId = '';

  constructor(place, rest) {
    this.search = el('input', {
      type: 'search',
      class: 'search',
      placeholder: t('search'),
      'aria-label': t('search'),
    });
    this.search.addEventListener('input', () => this.#type());
    this.note = el('p', { class: 'list-note soft', role: 'status' });
    this.list = new VirtualList({
      rowHeight,
      label: t('nav.chats'),
      keyOf: ({ chat }) => chat,
      make: (chat) => this.#row(chat),
      onEnd: () => void this.#more(),
    });
    this.pane = el('section', { class: 'pane', 'aria-label': t('chat') });
    const side = el(
      'section',
      { class: 'list', 'aria-label': t('nav.chats') },
      el(
        'div',
        { class: 'list-head' },
        el('h1', {}, t('nav.chats')),
        el('div', { class: 'search-box' }, icon('search', 18), this.search),
      ),
      this.note,
      this.list.node,
    );
    fill(place, side, this.pane);
    void this.#fresh().catch((error) => showFault(this.list.node, error, () => location.reload()));
    this.route(rest);
  }

  close() {
    this.#isClosed = true;
    clearTimeout(this.#searching);
    this.#open?.close();
  }

  /** @param {string} rest */
  route(rest) {
    if (rest === this.#openId && this.#open) return;
    this.#open?.close();
    this.#open = undefined;
    this.#openId = rest;
    if (rest === '') {
      fill(
        this.pane,
        el(
          'div',
          { class: 'empty' },
          icon('chats', 40),
          el('p', { class: 'soft' }, t('choose-chat')),
        ),
      );
    } else {
      markSeen(rest);
      this.#open = openChat(this.pane, rest, () => this.#looked(rest));
    }
    this.#draw();
  }

  update({ chats }) {
    if (chats.length === 0 || chats.includes(this.#openId)) void this.#open?.update();
    if (this.#word === '') void this.#fresh().catch(() => {});
  }

  #looked(chat) {
    markSeen(chat);
    this.#draw();
  }

  #type() {
    clearTimeout(this.#searching);
    this.#searching = window.setTimeout(() => {
      this.#word = this.search.value.trim();
      this.#chats.clear();
      this.#next = null;
      this.list.node.scrollTop = 0;
      void this.#fresh().catch(() => {});
    }, 250);
  }

  /** The newest, over what is there already. */
  async #fresh() {
    const word = this.#word;
    const { chats, next } = await get('chats', { limit: pageSize, search: word });
    if (this.#isClosed || word !== this.#word) return;
    const isFirst = this.#chats.size === 0;
    for (const chat of chats) this.#chats.set(chat.chat, chat);
    if (isFirst) this.#next = next;
    this.note.textContent =
      this.#chats.size > 0 ? '' : t(word === '' ? 'no-chats' : 'nothing-found');
    this.#draw();
  }

  async #more() {
    if (this.#isLoading || !this.#next || this.#word !== '') return;
    this.#isLoading = true;
    try {
      const { chats, next } = await get('chats', {
        limit: 200,
        after: this.#next.key,
        at: this.#next.at,
      });
      if (this.#isClosed || this.#word !== '') return;
      for (const chat of chats) if (!this.#chats.has(chat.chat)) this.#chats.set(chat.chat, chat);
      this.#next = next;
    } catch {
      return;
    } finally {
      this.#isLoading = false;
    }
    this.#draw();
  }

  #draw() {
    const all = [...this.#chats.values()].map((chat) => ({
      ...chat,
      unread: this.#unread(chat),
      isOpen: chat.chat === this.#openId,
    }));
    all.sort((one, other) => other.at - one.at);
    this.list.items = all;
  }

  #unread({ chat, heard }) {
    const since = seen[chat] ?? this.#begun;
    return chat === this.#openId ? 0 : heard.filter((at) => at > since).length;
  }

  #row(chat) {
    const { name, at, last, unread, isOpen } = chat;
    const link = el('a', {
      class: 'chat-row',
      href: `#/chats/${encodeURIComponent(chat.chat)}`,
      'aria-current': isOpen ? 'true' : undefined,
    });
    append(link, [
      avatar(name, chat.chat),
      el(
        'span',
        { class: 'chat-row-text' },
        el(
          'span',
          { class: 'chat-row-top' },
          said(name ?? phoneOf(chat.chat), { class: 'chat-name' }),
          el('time', { class: 'soft' }, shortWhen(at)),
        ),
        el(
          'span',
          { class: 'chat-row-last' },
          preview(last),
          marks(chat),
          unread > 0
            ? el(
                'span',
                { class: 'badge', 'aria-label': t('unread', { n: unread }) },
                String(unread),
              )
            : null,
        ),
      ),
    ]);
    return link;
  }
}

function preview(last) {
  if (!last) return el('span', { class: 'chat-last' });
  const who = last.role === 'customer' ? '' : `${t(last.role === 'bot' ? 'bot' : 'person')}: `;
  return el(
    'span',
    { class: 'chat-last' },
    who === '' ? null : el('span', { class: `who who-${last.role}` }, who),
    last.voice ? icon('voice', 15) : null,
    said(last.text === '' ? t('no-words') : shown(last.text)),
  );
}

/** What came with a message stands in brackets before its text. @param {string} text */
function shown(text) {
  return text.startsWith('[') ? seenWords(text) : text;
}

/** What waits for a person there, and whether the bot is silent; each said in words, too. */
function marks({ silent, blocked, tickets, drafts, waiting }) {
  const mark = (kind, word) => el('span', { class: `mark-word mark-${kind}` }, word);
  return [
    tickets.length > 0 ? mark('urgent', t('mark.ticket')) : null,
    drafts.length > 0 ? mark('urgent', t('mark.draft')) : null,
    blocked
      ? mark('quiet', t('mark.blocked'))
      : silent && !silent.everywhere
        ? mark('quiet', t('mark.silent'))
        : null,
    waiting && !silent ? mark('soft', t('mark.waiting')) : null,
  ]
    .filter(Boolean)
    .slice(0, 2);
}

/**
 * @param {HTMLElement} place
 * @param {string} rest
 */
export function open(place, rest) {
  return new ChatsView(place, rest);
}
