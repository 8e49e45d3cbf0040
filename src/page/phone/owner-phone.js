import { el, fill, said } from '../dom.js';
import { icon } from '../icons.js';
import { t } from '../words.js';
import { ChatLog } from './chat-log.js';
import { composer } from './composer.js';
import { PeopleStrip } from './people-strip.js';
import { post } from './phone-api.js';

/** The owner's: what the bot writes there, and the chats of the business, in which the owner answers customers. */
export class OwnerPhone {
  #chat = '';
  /** @type {any} */
  #state;
  /** @type {any} The message to which the owner replies. */
  #quoted;
  #strip = new PeopleStrip(t('phone.owner-chats'), (chat) => this.#choose(chat));
  #log = new ChatLog(t('phone.owner-log'), {
    side: 'customer',
    reply: (line) => this.#quote(line),
  });
  #title = el('h3');
  #what = el('p', { class: 'soft' });
  #reply = el('div', { class: 'reply-bar', hidden: true });
  #composer = composer({
    id: 'owner-text',
    label: t('phone.write-as-owner'),
    send: (text) => this.#send(text),
  });

  constructor() {
    this.#composer.text.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#quote(undefined);
    });
    this.node = el(
      'section',
      { class: 'phone owner-phone', 'aria-labelledby': 'owner-title' },
      el('h2', { class: 'phone-kind', id: 'owner-title' }, t('phone.owner-phone')),
      this.#strip.node,
      el(
        'header',
        { class: 'chat-head' },
        el('div', { class: 'chat-title' }, this.#title, this.#what),
      ),
      this.#log.node,
      this.#reply,
      this.#composer.form,
    );
  }

  update(state) {
    this.#state = state;
    const { customers, owner } = state;
    if (!customers.some(({ chat }) => chat === this.#chat)) this.#chat = owner.chat;
    const sign = el('span', { class: 'avatar bot-avatar', 'aria-hidden': 'true' }, icon('bot', 22));
    const count = (lines, from) => lines.filter((line) => line.from === from).length;
    this.#strip.show(
      [
        { chat: owner.chat, name: t('bot'), count: count(owner.lines, 'business'), icon: sign },
        ...customers.map(({ chat, name, lines }) => ({
          chat,
          name,
          count: count(lines, 'customer'),
        })),
      ],
      this.#chat,
    );
    const customer = customers.find(({ chat }) => chat === this.#chat);
    fill(this.#title, customer ? said(customer.name) : t('phone.bot-chat'));
    this.#what.textContent = t(customer ? 'phone.business-what' : 'phone.bot-chat-what');
    this.#log.show(this.#chat, (customer ?? owner).lines, {
      isTyping: false,
      empty: t(customer ? 'phone.empty-business' : 'phone.empty-owner'),
      side: customer ? 'business' : 'customer',
    });
  }

  #choose(chat) {
    this.#chat = chat;
    this.#quote(undefined);
    this.update(this.#state);
    this.#composer.text.focus();
  }

  #send(text) {
    const { owner } = this.#state;
    if (this.#chat !== owner.chat) return post('owner', { chat: this.#chat, text });
    const quotes = this.#quoted?.id;
    this.#quote(undefined);
    return post('bot', quotes === undefined ? { text } : { text, quotes });
  }

  /** Only what the bot wrote is replied to. */
  #quote(line) {
    this.#quoted = line;
    this.#reply.hidden = line === undefined;
    if (line === undefined) return;
    fill(
      this.#reply,
      el(
        'p',
        {},
        el('strong', {}, t('phone.reply-to')),
        ' ',
        said((line.text.split('\n')[0] ?? '').slice(0, 120)),
      ),
      el(
        'button',
        {
          type: 'button',
          class: 'ghost round',
          'aria-label': t('cancel'),
          onclick: () => this.#quote(undefined),
        },
        icon('close', 18),
      ),
    );
    this.#composer.text.focus();
  }
}
