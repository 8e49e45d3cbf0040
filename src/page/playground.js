import { post } from './api.js';
import { guardWords, passages, turnLine } from './answer-notes.js';
import { append, el, fill, said } from './dom.js';
import { faultText } from './feedback.js';
import { icon } from './icons.js';
import { t } from './words.js';

function newTalk() {
  return crypto.randomUUID?.() ?? String(Math.random());
}

/**
 * A place to write as a customer: nothing is sent, nothing is kept, functions only look.
 * @param {HTMLElement} place
 * @param {() => string | undefined} edited the prompt's text where it was edited and not saved
 */
export function openPlayground(place, edited) {
  let talk = newTalk();
  const log = el('div', {
    class: 'log',
    role: 'log',
    'aria-label': t('playground'),
    tabindex: '0',
  });
  const text = el('input', {
    type: 'text',
    class: 'try-text',
    placeholder: t('playground.write'),
    'aria-label': t('playground.write'),
    maxlength: '4000',
    autocomplete: 'off',
  });
  const send = el(
    'button',
    { type: 'submit', class: 'primary round', 'aria-label': t('send'), title: t('send') },
    icon('send', 20),
  );
  const form = el('form', { class: 'say' }, text, send);
  const fresh = el(
    'button',
    { type: 'button', class: 'ghost' },
    icon('refresh', 18),
    t('playground.anew'),
  );
  const empty = () =>
    fill(log, el('div', { class: 'empty soft' }, el('p', {}, t('playground.what'))));
  fresh.addEventListener('click', () => {
    talk = newTalk();
    empty();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words === '' || send.disabled) return;
    text.value = '';
    void take(words);
  });
  async function take(words) {
    log.querySelector('.empty')?.remove();
    const waiting = el('p', { class: 'soft typing' }, t('playground.waits'));
    const prompt = edited();
    append(log, [
      el(
        'article',
        { class: 'bubble bubble-customer' },
        el('p', { class: 'bubble-text' }, said(words)),
      ),
      waiting,
    ]);
    log.scrollTop = log.scrollHeight;
    send.disabled = true;
    try {
      const turn = await post('try', { talk, text: words, prompt });
      waiting.replaceWith(answerOf(turn, prompt !== undefined));
    } catch (error) {
      waiting.replaceWith(el('p', { class: 'banner banner-bad', role: 'alert' }, faultText(error)));
    }
    send.disabled = false;
    log.scrollTop = log.scrollHeight;
    text.focus();
  }
  fill(place, el('div', { class: 'card-head' }, el('h2', {}, t('playground')), fresh), log, form);
  empty();
}

function answerOf(turn, isEdited) {
  const { reply, passages: found, objections, calls } = turn;
  return el(
    'div',
    { class: 'try-answer' },
    el(
      'article',
      { class: 'bubble bubble-bot' },
      el(
        'p',
        { class: 'bubble-text' },
        reply === '' ? el('em', {}, t('playground.silent')) : said(reply),
      ),
    ),
    el(
      'p',
      { class: 'turn-line soft' },
      turnLine(isEdited ? { ...turn, prompt: t('playground.edited') } : turn),
    ),
    objections.length > 0
      ? el(
          'p',
          { class: 'turn-line soft' },
          t('why.guards'),
          ': ',
          objections
            .map(({ guard, found: words = [] }) => [guardWords([guard]), ...words].join(' '))
            .join('; '),
        )
      : null,
    calls.map(({ name, args, result }) =>
      el('p', { class: 'turn-line soft' }, `${name} ${args} → `, said(result)),
    ),
    found.length > 0
      ? el(
          'details',
          {},
          el('summary', {}, t('playground.rows', { n: found.length })),
          passages({ passages: found }),
        )
      : null,
  );
}
