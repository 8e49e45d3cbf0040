import { el, said } from '../dom.js';
import { clock } from '../format.js';
import { icon } from '../icons.js';
import { t } from '../words.js';
import { mediaOf } from './phone-api.js';
import { toldOf } from './told.js';

/** This far from the end one is still at the end, pixels. */
const nearEnd = 120;

/**
 * What stands in one chat of a phone. A bubble is made once and again only when it changes, so that a recording plays on.
 */
export class ChatLog {
  #side;
  #reply;
  #showsTold;
  #chat = '';
  #isAtEnd = true;
  /** @type {Map<string, { drawn: string, node: HTMLElement }>} */
  #bubbles = new Map();
  #typing = el(
    'div',
    { class: 'bubble typing', 'aria-hidden': 'true' },
    el('span'),
    el('span'),
    el('span'),
  );

  /**
   * @param {string} label
   * @param {{ side: 'customer' | 'business', reply?: (line: any) => void, showsTold?: boolean }} options whose phone it is, and what can be done with a message
   */
  constructor(label, { side, reply, showsTold = false }) {
    this.#side = side;
    this.#reply = reply;
    this.#showsTold = showsTold;
    this.node = el('div', { class: 'log', role: 'log', 'aria-label': label, tabindex: '0' });
    this.node.addEventListener('scroll', () => (this.#isAtEnd = this.#looksAtEnd()));
    // A picture has its height late, and what is written takes some.
    this.node.addEventListener('load', () => this.#stay(), true);
    new ResizeObserver(() => this.#stay()).observe(this.node);
  }

  /**
   * @param {string} chat
   * @param {readonly any[]} lines
   * @param {{ isTyping: boolean, empty: string, side?: 'customer' | 'business' }} about
   */
  show(chat, lines, { isTyping, empty, side = this.#side }) {
    if (chat !== this.#chat) {
      this.#bubbles.clear();
      this.#isAtEnd = true;
    }
    this.#chat = chat;
    const nodes = lines.map((line) => this.#bubble(line, side));
    if (nodes.length === 0) nodes.push(el('p', { class: 'empty soft' }, empty));
    if (isTyping) nodes.push(this.#typing);
    this.#place(nodes);
    this.#stay();
  }

  #looksAtEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    return scrollHeight - scrollTop - clientHeight < nearEnd;
  }

  /** At the end, if that is what was looked at. */
  #stay() {
    if (this.#isAtEnd) this.node.scrollTop = this.node.scrollHeight;
  }

  /** Leaves alone what stands where it is to stand. */
  #place(nodes) {
    const wanted = new Set(nodes);
    for (const node of Array.from(this.node.children)) if (!wanted.has(node)) node.remove();
    nodes.forEach((node, index) => {
      const there = this.node.children[index];
      if (there !== node) this.node.insertBefore(node, there ?? null);
    });
  }

  #bubble(line, side) {
    const drawn = JSON.stringify([side, line]);
    const known = this.#bubbles.get(line.id);
    if (known?.drawn === drawn) return known.node;
    const node = this.#draw(line, side);
    this.#bubbles.set(line.id, { drawn, node });
    return node;
  }

  #draw(line, side) {
    const isMine = line.from === side;
    const reply = this.#reply && !isMine ? this.#replyButton(line) : null;
    return el(
      'article',
      {
        class: `line-of ${isMine ? 'mine' : 'theirs'}`,
        'aria-label': t(`phone.from.${line.from}`),
      },
      el(
        'div',
        { class: `bubble${isMine ? ' bubble-bot' : ''}${line.byHand ? ' bubble-hand' : ''}` },
        line.byHand
          ? el('span', { class: 'bubble-who' }, icon('person', 14), t('phone.by-hand'))
          : null,
        line.quoted ? el('blockquote', { class: 'quoted' }, said(line.quoted)) : null,
        line.isRemoved ? el('p', {}, el('em', {}, t('phone.removed'))) : content(line),
        el(
          'p',
          { class: 'bubble-foot' },
          reply,
          el('time', {}, clock(line.at)),
          isMine ? mark(line.isTaken) : null,
        ),
      ),
      line.isTold && this.#showsTold ? toldOf(line.id) : null,
    );
  }

  #replyButton(line) {
    return el(
      'button',
      { type: 'button', class: 'ghost reply', onclick: () => this.#reply?.(line) },
      t('phone.reply'),
    );
  }
}

/** That it has left, or that the other side has it. */
function mark(isTaken) {
  const word = t(isTaken ? 'phone.taken' : 'phone.sent');
  return el(
    'span',
    { class: `ticks${isTaken ? ' ticks-two' : ''}`, role: 'img', 'aria-label': word, title: word },
    icon('check', 14),
    isTaken ? icon('check', 14) : null,
  );
}

/** What stands between stars is bold, as messengers show it. @param {string} text */
function shown(text) {
  return text
    .split(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\p{L}\p{N}*])/u)
    .map((part, index) => (index % 2 === 1 ? el('strong', {}, part) : part));
}

function content({ id, text, media, heard }) {
  return [
    media ? attached(id, media) : null,
    heard ? el('p', { class: 'heard' }, icon('voice', 15), said(heard)) : null,
    text === '' ? null : el('p', { class: 'bubble-text', dir: 'auto' }, shown(text)),
  ];
}

function attached(id, { kind, name }) {
  const src = mediaOf(id);
  if (kind === 'voice')
    return el('audio', { controls: true, src, preload: 'metadata', 'aria-label': t('voice') });
  if (kind === 'picture') {
    const picture = el('img', { class: 'picture', src, alt: t('phone.picture') });
    // A form that no browser shows, as some phones send it.
    picture.addEventListener('error', () => picture.replaceWith(fileLink(src, t('phone.picture'))));
    return picture;
  }
  return fileLink(src, name);
}

function fileLink(href, name) {
  return el('a', { class: 'file', href, download: name }, icon('prompt', 18), said(name));
}
