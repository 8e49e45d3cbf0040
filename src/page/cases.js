import { post } from './api.js';
import { el, said } from './dom.js';
import { ask, doing, toast } from './feedback.js';
import { phoneOf, when } from './format.js';
import { t } from './words.js';

/** @param {string} chat */
function customer(chat, name) {
  return el(
    'a',
    { href: `#/chats/${encodeURIComponent(chat)}`, class: 'case-customer' },
    said(name ?? phoneOf(chat)),
  );
}

/**
 * A matter for a person, with what one can do about it.
 * @param {any} one
 * @param {() => unknown} changed
 * @param {boolean} [isListed] whether it stands apart from its chat
 */
export function caseCard(one, changed, isListed = false) {
  const { number, kind, chat, at, about, end } = one;
  return el(
    'article',
    {
      class: `card case case-${kind}${end ? ' case-over' : ''}`,
      'aria-label': `${t(`case.${kind}`)} №${number}`,
    },
    el(
      'header',
      { class: 'case-head' },
      el('strong', {}, `${t(`case.${kind}`)} №${number}`),
      end ? el('span', { class: 'mark-word mark-quiet' }, t(`end.${end.outcome}`)) : null,
      el('time', { class: 'soft' }, when(at)),
    ),
    isListed ? customer(chat, about.name) : null,
    (about.summary ?? []).map((line) => el('p', {}, said(line))),
    about.question ? el('blockquote', {}, said(about.question)) : null,
    about.fields ? fields(about.fields) : null,
    about.proposal
      ? el(
          'div',
          { class: 'proposal' },
          el('p', { class: 'soft' }, t(about.call ? 'proposal-call' : 'proposal')),
          about.proposal.map(({ text }) => el('p', { class: 'bubble-text' }, said(text))),
        )
      : null,
    end ? null : actions(one, changed),
  );
}

function fields(all) {
  return el(
    'dl',
    { class: 'pairs' },
    all.map(({ label, value }) => [el('dt', {}, said(label)), el('dd', {}, said(value))]),
  );
}

function actions({ kind, number, about }, changed) {
  if (kind === 'draft') return draftActions(number, about, changed);
  if (kind !== 'ticket') return null;
  const close = el('button', { type: 'button', class: 'secondary' }, t('close-ticket'));
  close.addEventListener('click', async () => {
    if (await doing(close, () => post('closeTicket', { number }))) toast(t('ticket-closed'));
    await changed();
  });
  return el('div', { class: 'case-end' }, el('p', { class: 'hint' }, t('ticket-hint')), close);
}

/** What was written instead of drafts and has not gone out, by their numbers: the cards are made anew again and again. */
const unsent = new Map();

function draftActions(number, { proposal = [] }, changed) {
  const decide = async (button, decision) => {
    if (decision.text !== undefined) unsent.set(number, decision.text);
    if (await doing(button, () => post('draft', { number, ...decision }))) {
      unsent.delete(number);
      toast(t(`draft.${decision.action}`));
    }
    await changed();
  };
  const send = el('button', { type: 'button', class: 'primary' }, t('draft-send'));
  const other = el('button', { type: 'button', class: 'secondary' }, t('draft-other'));
  const drop = el('button', { type: 'button', class: 'ghost' }, t('draft-drop'));
  send.addEventListener('click', () => decide(send, { action: 'send' }));
  drop.addEventListener('click', () => decide(drop, { action: 'drop' }));
  other.addEventListener('click', async () => {
    const text = el('textarea', {
      rows: '6',
      'aria-label': t('draft-other'),
      value: unsent.get(number) ?? proposal.map((each) => each.text).join('\n\n'),
    });
    const sure = await ask({
      title: t('draft-other'),
      content: text,
      choices: [{ name: t('send'), value: true, kind: 'primary' }],
    });
    if (sure && text.value.trim() !== '')
      await decide(other, { action: 'replace', text: text.value });
  });
  return el('div', { class: 'case-end' }, drop, other, send);
}

export function bookingCard({ service, staff, from, visitor, chat }, isListed = false) {
  return el(
    'article',
    { class: 'card case case-booking', 'aria-label': t('case.booking') },
    el(
      'header',
      { class: 'case-head' },
      el('strong', {}, t('case.booking')),
      el('time', { class: 'soft' }, when(from)),
    ),
    isListed ? customer(visitor?.chat ?? chat, visitor?.name) : null,
    el(
      'p',
      {},
      said([service, staff, visitor?.name, visitor?.comment].filter(Boolean).join(' · ')),
    ),
  );
}
