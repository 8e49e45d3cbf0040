import { get, post } from './api.js';
import { caseCard, bookingCard } from './cases.js';
import { guardWords, whyContent } from './answer-notes.js';
import { avatar } from './avatar.js';
import { el, fill, said } from './dom.js';
import { ask, doing, showFault, toast } from './feedback.js';
import { clock, dayName, dayOf, phoneOf } from './format.js';
import { icon } from './icons.js';
import { pauseChoices, pauseText } from './pauses.js';
import { seenWords } from './seen.js';
import { t } from './words.js';

/** This far from the end one is still at the end, pixels. */
const nearEnd = 120;

/** One chat: what was said, what waits in it, and what one can do. */
class ChatView {
  #id;
  #looked;
  #isClosed = false;
  #drawn = '';
  /** @type {any} */
  #view;

  constructor(place, id, looked) {
    this.#id = id;
    this.#looked = looked;
    this.head = el('header', { class: 'chat-head' });
    this.log = el('div', { class: 'log', role: 'log', 'aria-label': t('messages'), tabindex: '0' });
    this.bar = el('div', { class: 'chat-bar' });
    this.form = this.#form();
    fill(place, el('div', { class: 'chat' }, this.head, this.bar, this.log, this.form));
    this.#head();
    void this.update();
  }

  close() {
    this.#isClosed = true;
  }

  async update() {
    try {
      const view = await get('chat', { chat: this.#id });
      if (this.#isClosed) return;
      this.#view = view;
      this.#draw();
      this.#looked();
    } catch (error) {
      if (!this.#isClosed && !this.#view) showFault(this.log, error, () => void this.update());
    }
  }

  #draw() {
    const drawn = JSON.stringify(this.#view);
    if (drawn === this.#drawn) return;
    const isFirst = this.#drawn === '';
    this.#drawn = drawn;
    const { scrollTop, scrollHeight, clientHeight } = this.log;
    const isAtEnd = isFirst || scrollHeight - scrollTop - clientHeight < nearEnd;
    this.#head();
    this.#bar();
    fill(this.log, this.#lines());
    this.log.scrollTop = isAtEnd ? this.log.scrollHeight : scrollTop;
  }

  #head() {
    const view = this.#view ?? { name: null, language: null, facts: [] };
    const menu = el(
      'details',
      // Something new in the chat closes it under nobody's finger.
      { class: 'menu', open: this.head.querySelector('.menu')?.open === true },
      el('summary', { 'aria-label': t('more'), title: t('more') }, icon('more', 22)),
      el('div', { class: 'menu-list' }, this.#menu()),
    );
    fill(
      this.head,
      el('a', { class: 'ghost back', href: '#/chats', 'aria-label': t('back') }, icon('back', 22)),
      avatar(view.name, this.#id),
      el(
        'div',
        { class: 'chat-title' },
        el('h2', {}, said(view.name ?? phoneOf(this.#id))),
        el(
          'p',
          { class: 'soft' },
          [view.name ? phoneOf(this.#id) : '', view.language ? t(`tongue.${view.language}`) : '']
            .filter(Boolean)
            .join(' · '),
        ),
      ),
      this.#silenceButton(),
      menu,
    );
  }

  #silenceButton() {
    const isSilent = Boolean(this.#view?.silent);
    const button = el(
      'button',
      {
        type: 'button',
        class: 'secondary compact',
        disabled: !this.#view,
        'aria-label': t(isSilent ? 'resume' : 'pause'),
      },
      icon(isSilent ? 'play' : 'pause', 18),
      el('span', {}, t(isSilent ? 'resume' : 'pause')),
    );
    button.addEventListener('click', () => (isSilent ? this.#resume(button) : this.#pause(button)));
    return button;
  }

  #menu() {
    const item = (name, word, work) =>
      el(
        'button',
        {
          type: 'button',
          class: 'menu-item',
          onclick: ({ currentTarget }) => {
            currentTarget.closest('details').open = false;
            work();
          },
        },
        icon(name, 18),
        el('span', {}, word),
      );
    const isBlocked = this.#view?.blocked === true;
    return [
      item('block', t(isBlocked ? 'unblock' : 'block'), () => void this.#block(!isBlocked)),
      item('erase', t('erase'), () => void this.#erase()),
    ];
  }

  async #pause(button) {
    const forMs = await pauseChoices(t('pause'));
    if (forMs === undefined) return;
    if (await doing(button, () => post('pause', { chat: this.#id, forMs }))) toast(t('paused'));
    await this.update();
  }

  async #resume(button) {
    if (await doing(button, () => post('resume', { chat: this.#id }))) toast(t('resumed'));
    await this.update();
  }

  async #block(blocked) {
    if (blocked) {
      const sure = await ask({
        title: t('block'),
        text: t('block-what', { name: this.#name() }),
        choices: [{ name: t('block'), value: true, kind: 'danger' }],
      });
      if (!sure) return;
    }
    if (await doing(undefined, () => post('block', { chat: this.#id, blocked })))
      toast(t(blocked ? 'blocked' : 'unblocked'));
    await this.update();
  }

  async #erase() {
    const sure = await ask({
      title: t('erase'),
      text: t('erase-what', { name: this.#name() }),
      choices: [{ name: t('erase-now'), value: true, kind: 'danger' }],
    });
    if (!sure) return;
    if (!(await doing(undefined, () => post('erase', { chat: this.#id })))) return;
    toast(t('erased'));
    location.hash = '#/chats';
  }

  #name() {
    return this.#view?.name ?? phoneOf(this.#id);
  }

  /** What holds in this chat, above it. */
  #bar() {
    const { silent, blocked, mode, sending, facts } = this.#view;
    const lines = [
      blocked ? t('bar.blocked') : null,
      silent && !blocked ? `${t('bar.silent')}: ${pauseText(silent)}` : null,
      mode && mode !== 'auto' ? t(`bar.mode.${mode}`) : null,
      sending.count > 0
        ? t(sending.tries > 0 ? 'bar.trying' : 'bar.sending', { n: sending.count })
        : null,
    ].filter(Boolean);
    fill(
      this.bar,
      lines.map((line) => el('p', {}, line)),
      facts.length > 0
        ? el(
            'details',
            { class: 'facts' },
            el('summary', {}, t('known', { n: facts.length })),
            el(
              'ul',
              {},
              facts.map((fact) => el('li', {}, said(fact))),
            ),
          )
        : null,
    );
    this.bar.hidden = lines.length === 0 && facts.length === 0;
  }

  #lines() {
    const { entries, summary, cases, bookings } = this.#view;
    const items = [
      ...entries.map((entry) => ({ at: entry.at, node: () => this.#bubble(entry) })),
      ...cases.map((each) => ({ at: each.at, node: () => caseCard(each, () => this.update()) })),
      ...bookings.map((booking) => ({ at: booking.at, node: () => bookingCard(booking) })),
    ].toSorted((one, other) => one.at - other.at);
    const lines =
      summary === null
        ? []
        : [el('div', { class: 'note' }, el('strong', {}, t('earlier')), ' ', said(summary))];
    let day = '';
    for (const { at, node } of items) {
      if (dayOf(at) !== day) lines.push(el('p', { class: 'day' }, el('span', {}, dayName(at))));
      day = dayOf(at);
      lines.push(node());
    }
    return lines.length > 0 ? lines : [el('div', { class: 'empty soft' }, t('nothing-said'))];
  }

  #bubble(entry) {
    const { role, text, at, voice, seen, advert, automatic, objections, state } = entry;
    const why =
      role === 'bot'
        ? el(
            'button',
            {
              type: 'button',
              class: 'why',
              'aria-label': t('why'),
              title: t('why'),
              onclick: (event) => void this.#why(entry, event.currentTarget),
            },
            icon('why', 16),
          )
        : null;
    const name =
      role === 'customer'
        ? null
        : el(
            'span',
            { class: 'bubble-who' },
            icon(role === 'bot' ? 'bot' : 'person', 14),
            t(automatic ? 'automatic' : role === 'bot' ? 'bot' : 'person'),
          );
    return el(
      'article',
      {
        class: `bubble bubble-${role}${state ? ' bubble-open' : ''}`,
        'aria-label': t(`by.${role}`),
      },
      name,
      advert ? el('p', { class: 'seen seen-advert' }, `${t('advert')} `, said(advert)) : null,
      seen ? el('p', { class: 'seen' }, icon('picture', 15), said(seenWords(seen))) : null,
      el(
        'p',
        { class: 'bubble-text' },
        voice
          ? el(
              'span',
              { class: 'voice-mark' },
              icon('voice', 16),
              el('span', { class: 'hidden-word' }, t('voice')),
            )
          : null,
        text === '' && !seen ? el('em', {}, t(voice ? 'voice' : 'no-words')) : said(text),
      ),
      el(
        'p',
        { class: 'bubble-foot' },
        objections?.length
          ? el(
              'span',
              { class: 'guarded', title: guardWords(objections) },
              t('guarded', { n: objections.length }),
            )
          : null,
        state ? el('span', {}, t(`state.${state}`)) : null,
        el('time', {}, clock(at)),
        why,
      ),
    );
  }

  async #why(entry, button) {
    await doing(button, async () => {
      const why = await get('why', { chat: this.#id, id: entry.id });
      await ask({ title: t('why'), content: whyContent(why, entry), choices: [] });
    });
  }

  #form() {
    const text = el('textarea', {
      id: 'say',
      rows: '1',
      placeholder: t('write'),
      'aria-label': t('write'),
      maxlength: '20000',
    });
    const send = el(
      'button',
      { type: 'submit', class: 'primary round', 'aria-label': t('send'), title: t('send') },
      icon('send', 22),
    );
    const form = el('form', { class: 'say' }, text, send);
    const grow = () => {
      text.style.height = 'auto';
      text.style.height = `${Math.min(180, text.scrollHeight + 2)}px`;
    };
    text.addEventListener('input', grow);
    text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    // A message whose answer was lost is the same message when it is sent again, and goes out once.
    let message = { id: '', text: '' };
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const words = text.value.trim();
      if (words === '' || send.disabled) return;
      if (message.text !== words) message = { id: crypto.randomUUID(), text: words };
      const went = await doing(send, () => post('say', { chat: this.#id, ...message }));
      if (went) {
        message = { id: '', text: '' };
        text.value = '';
        grow();
        this.log.scrollTop = this.log.scrollHeight;
      }
      text.focus();
      await this.update();
    });
    return form;
  }
}

/**
 * @param {HTMLElement} place
 * @param {string} id
 * @param {() => void} looked
 */
export function openChat(place, id, looked) {
  return new ChatView(place, id, looked);
}
