import { avatar } from '../avatar.js';
import { el, said } from '../dom.js';
import { t } from '../words.js';

/**
 * Whose chat is shown, to be chosen from; with how much is new in the others. A button stays the same one for good: one that
 * is replaced under a finger is not pressed.
 */
export class PeopleStrip {
  #choose;
  #end;
  /** Buttons by their chats. @type {Map<string, { button: HTMLElement, badge: HTMLElement }>} */
  #buttons = new Map();
  /** Lines that were there when a chat was last looked at. */
  #seen = new Map();

  /** @param {string} label @param {(chat: string) => void} choose @param {any} [end] what stands behind them */
  constructor(label, choose, end = null) {
    this.#choose = choose;
    this.#end = end;
    this.node = el('nav', { class: 'strip', 'aria-label': label }, end);
  }

  /**
   * @param {readonly { chat: string, name: string, count: number, icon?: any }[]} people
   * @param {string} current
   */
  show(people, current) {
    for (const person of people) {
      const { chat, count } = person;
      const { button, badge } = this.#buttons.get(chat) ?? this.#make(person);
      if (chat === current) this.#seen.set(chat, count);
      const fresh = count - (this.#seen.get(chat) ?? 0);
      button.setAttribute('aria-pressed', String(chat === current));
      badge.hidden = fresh <= 0;
      badge.textContent = String(fresh);
      badge.setAttribute('aria-label', t('phone.new-lines', { n: fresh }));
    }
  }

  #make({ chat, name, icon = avatar(name, chat) }) {
    const badge = el('span', { class: 'badge', role: 'img', hidden: true });
    const button = el(
      'button',
      { type: 'button', class: 'person-button', onclick: () => this.#choose(chat) },
      icon,
      said(name, { class: 'person-name' }),
      badge,
    );
    this.node.insertBefore(button, this.#end);
    this.#buttons.set(chat, { button, badge });
    return { button, badge };
  }
}
