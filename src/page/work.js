import { get, post } from './api.js';
import { bookingCard, caseCard } from './cases.js';
import { el, fill, said } from './dom.js';
import { ask, doing, showFault, toast } from './feedback.js';
import { phoneOf, when } from './format.js';
import { icon } from './icons.js';
import { questionCard } from './questions.js';
import { reasonText } from './reasons.js';
import { t } from './words.js';

const tabs = ['open', 'questions', 'requests', 'bookings', 'letters', 'ended'];

/** What waits for a person, in one place. */
class WorkView {
  #isClosed = false;
  #tab = 'open';
  /** The tab that was brought into view; another time somebody may have scrolled away from it. */
  #shown = '';
  /** @type {any} */
  #view;

  constructor(place, rest) {
    this.tabs = el('div', { class: 'tabs', role: 'tablist', 'aria-label': t('nav.work') });
    this.list = el('div', { class: 'cards', role: 'tabpanel', id: 'panel', tabindex: '0' });
    fill(place, el('h1', {}, t('nav.work')), this.tabs, this.list);
    this.tabs.addEventListener('keydown', (event) => this.#key(event));
    this.#tab = tabs.includes(rest) ? rest : 'open';
    void this.#load();
  }

  close() {
    this.#isClosed = true;
  }

  route(rest) {
    this.#tab = tabs.includes(rest) ? rest : 'open';
    this.#draw();
  }

  update() {
    void this.#load();
  }

  async #load() {
    try {
      const [view, asked] = await Promise.all([get('work'), get('questions')]);
      if (this.#isClosed) return;
      this.#view = { ...view, ...asked };
      this.#draw();
    } catch (error) {
      if (!this.#isClosed && !this.#view) showFault(this.list, error, () => void this.#load());
    }
  }

  #of(tab) {
    const { open: waiting, ended, bookings, letters, questions } = this.#view;
    if (tab === 'open') return waiting.filter(({ kind }) => kind !== 'request');
    if (tab === 'requests') return [...waiting, ...ended].filter(({ kind }) => kind === 'request');
    if (tab === 'questions') return questions;
    if (tab === 'bookings') return bookings;
    return tab === 'letters' ? letters : ended.filter(({ kind }) => kind !== 'request');
  }

  #draw() {
    if (!this.#view) return;
    const focused = document.activeElement?.id;
    fill(
      this.tabs,
      tabs.map((tab) => {
        const { length } = this.#of(tab);
        const isHere = tab === this.#tab;
        return el(
          'a',
          {
            role: 'tab',
            id: `tab-${tab}`,
            href: `#/work/${tab}`,
            'aria-selected': String(isHere),
            'aria-controls': 'panel',
            tabindex: isHere ? '0' : '-1',
          },
          t(`work.${tab}`),
          tab !== 'ended' && length > 0 ? el('span', { class: 'count' }, String(length)) : null,
        );
      }),
    );
    this.list.setAttribute('aria-labelledby', `tab-${this.#tab}`);
    const all = this.#of(this.#tab);
    fill(
      this.list,
      all.length > 0
        ? all.map((one) => this.#card(one))
        : el(
            'div',
            { class: 'empty' },
            icon('check', 36),
            el('p', { class: 'soft' }, t(`work.none.${this.#tab}`)),
          ),
    );
    if (this.#shown !== this.#tab)
      document
        .getElementById(`tab-${this.#tab}`)
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#shown = this.#tab;
    if (focused?.startsWith('tab-')) document.getElementById(focused)?.focus();
  }

  #card(one) {
    if (this.#tab === 'bookings') return bookingCard(one, true);
    if (this.#tab === 'questions') return questionCard(one, () => this.#load());
    return this.#tab === 'letters' ? this.#letter(one) : caseCard(one, () => this.#load(), true);
  }

  #letter({ id, kind, chat, reason, at, text }) {
    const again = el('button', { type: 'button', class: 'primary' }, t('retry'));
    const drop = el('button', { type: 'button', class: 'ghost' }, t('drop'));
    again.addEventListener('click', async () => {
      if (await doing(again, () => post('retry', { id }))) toast(t('retried'));
      await this.#load();
    });
    drop.addEventListener('click', async () => {
      if (
        !(await ask({
          title: t('drop'),
          text: t('drop-what'),
          choices: [{ name: t('drop'), value: true, kind: 'danger' }],
        }))
      )
        return;
      await doing(drop, () => post('drop', { id }));
      await this.#load();
    });
    return el(
      'article',
      { class: 'card case', 'aria-label': t(`letter.${kind}`) },
      el(
        'header',
        { class: 'case-head' },
        el('strong', {}, t(`letter.${kind}`)),
        el('time', { class: 'soft' }, when(at)),
      ),
      el('p', { class: 'soft' }, reasonText(reason)),
      chat === null
        ? null
        : el('a', { href: `#/chats/${encodeURIComponent(chat)}` }, phoneOf(chat)),
      text === '' ? null : el('p', { class: 'bubble-text' }, said(text)),
      el('div', { class: 'case-end' }, drop, kind === 'invalid' ? null : again),
    );
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = tabs[(tabs.indexOf(this.#tab) + step + tabs.length) % tabs.length];
    location.hash = `#/work/${next}`;
    setTimeout(() => document.getElementById(`tab-${next}`)?.focus());
  }
}

/**
 * @param {HTMLElement} place
 * @param {string} rest
 */
export function open(place, rest) {
  return new WorkView(place, rest);
}
