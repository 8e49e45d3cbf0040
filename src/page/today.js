import { get, post } from './api.js';
import { barChart, el, fill } from './dom.js';
import { doing, showFault, toast } from './feedback.js';
import { count, money, seconds, when } from './format.js';
import { icon } from './icons.js';
import { pauseChoices, pauseText } from './pauses.js';
import { reasonText } from './reasons.js';
import { t } from './words.js';

/** How the bot is, and what the day was like. @param {HTMLElement} place */
export function open(place) {
  let isClosed = false;
  const load = async () => {
    try {
      const view = await get('today');
      if (!isClosed) fill(place, page(view, load));
    } catch (error) {
      if (!isClosed) showFault(place, error, () => void load());
    }
  };
  void load();
  const timer = setInterval(() => void load(), 30_000);
  let soon = 0;
  return {
    update() {
      clearTimeout(soon);
      soon = window.setTimeout(() => void load(), 300);
    },
    close() {
      isClosed = true;
      clearInterval(timer);
      clearTimeout(soon);
    },
  };
}

function page(view, load) {
  return [
    el('h1', {}, t('nav.today')),
    state(view, load),
    el('div', { class: 'tiles' }, tiles(view)),
    el(
      'div',
      { class: 'columns' },
      costs(view),
      el('div', { class: 'stack' }, troubles(view), alerts(view)),
    ),
  ];
}

function state(view, load) {
  const isWell = view.ready && view.account === '' && view.detail.length === 0;
  const look = view.silent ? 'silent' : view.ready ? (isWell ? 'well' : 'look') : 'bad';
  const lines = [...new Set([view.account, ...view.reasons, ...view.detail].filter(Boolean))];
  const silence = el('button', { type: 'button', class: view.silent ? 'primary' : 'secondary' });
  fill(silence, icon(view.silent ? 'play' : 'pause'), t(view.silent ? 'resume-all' : 'pause-all'));
  silence.addEventListener('click', () =>
    view.silent ? resume(silence, load) : pause(silence, load),
  );
  return el(
    'section',
    { class: `card state state-${look}` },
    el(
      'span',
      { class: 'state-sign', 'aria-hidden': 'true' },
      icon(look === 'well' ? 'check' : look === 'silent' ? 'pause' : 'alert', 26),
    ),
    el(
      'div',
      { class: 'state-text' },
      el('h2', {}, t(`state.${look}`)),
      el('p', { class: 'soft' }, view.silent ? pauseText(view.silent) : stateLine(view)),
      lines.map((line) => el('p', { class: 'state-line' }, line)),
    ),
    silence,
  );
}

function stateLine({ startedAt, lastReplyAt, prompt }) {
  return [
    startedAt === null ? '' : t('since', { when: when(Date.parse(startedAt)) }),
    lastReplyAt === null ? t('no-reply') : t('last-reply', { when: when(lastReplyAt) }),
    prompt === null ? '' : t('prompt-version', { name: prompt }),
  ]
    .filter(Boolean)
    .join(' · ');
}

async function pause(button, load) {
  const length = await pauseChoices(t('pause-all'));
  if (length === undefined) return;
  if (await doing(button, () => post('pause', { forMs: length }))) toast(t('paused-all'));
  await load();
}

async function resume(button, load) {
  if (await doing(button, () => post('resume'))) toast(t('resumed-all'));
  await load();
}

function tiles(view) {
  const { answers, spent } = view;
  return [
    tile(count(spent.replies), t('tile.answers-day'), '#/chats'),
    tile(
      answers.median === null ? '–' : seconds(answers.median),
      t('tile.first-answer'),
      undefined,
      answers.slow === null ? '' : t('tile.slow', { n: seconds(answers.slow) }),
    ),
    tile(count(view.waiting + view.due), t('tile.waiting'), '#/chats'),
    tile(
      count(view.tickets + view.drafts),
      t('tile.people'),
      '#/work',
      '',
      view.tickets + view.drafts > 0,
    ),
    tile(count(view.dead), t('tile.dead'), '#/work/letters', '', view.dead > 0),
  ];
}

function tile(number, label, href, more = '', isUrgent = false) {
  return el(
    href ? 'a' : 'div',
    { class: `card tile${isUrgent ? ' tile-urgent' : ''}`, href },
    el('span', { class: 'tile-number' }, number),
    el('span', { class: 'tile-name' }, label),
    more === '' ? null : el('span', { class: 'tile-more' }, more),
  );
}

function costs({ spent, days }) {
  const most = Math.max(...days.map(({ replies }) => replies), 1);
  const bars = days.map(({ day, replies, money: cost }) => ({
    share: replies / most,
    title: `${day}: ${t('replies', { n: count(replies) })}, ${money(cost)}`,
  }));
  const total = days.reduce((sum, day) => sum + day.replies, 0);
  return el(
    'section',
    { class: 'card' },
    el('h2', {}, t('cost')),
    el(
      'p',
      { class: 'figure' },
      money(spent.money),
      spent.cap === null
        ? null
        : el('span', { class: 'soft' }, ` ${t('of-cap', { cap: money(spent.cap) })}`),
    ),
    spent.cap === null
      ? null
      : el('progress', {
          max: '100',
          value: String(Math.min(100, Math.round((100 * spent.money) / spent.cap))),
          'aria-label': t('cost'),
        }),
    spent.unpriced.length === 0
      ? null
      : el('p', { class: 'hint' }, t('unpriced', { models: spent.unpriced.join(', ') })),
    barChart(bars, t('chart', { n: count(total) })),
    el(
      'p',
      { class: 'chart-foot soft' },
      el('span', {}, days[0]?.day ?? ''),
      el('span', {}, t('chart', { n: count(total) })),
      el('span', {}, t('today')),
    ),
  );
}

function troubles({ errors, unanswered, silentChats, requests }) {
  const lines = [
    ...errors.map(({ reason, count: times, at }) =>
      el('li', {}, el('span', { class: 'soft' }, when(at)), ` ${times} × ${reasonText(reason)}`),
    ),
    unanswered.length > 0 ? el('li', {}, t('unanswered', { n: unanswered.length })) : null,
    silentChats > 0 ? el('li', {}, t('silent-chats', { n: silentChats })) : null,
    requests > 0
      ? el('li', {}, el('a', { href: '#/work/requests' }, t('requests-open', { n: requests })))
      : null,
  ].filter(Boolean);
  return el(
    'section',
    { class: 'card' },
    el('h2', {}, t('look-at')),
    lines.length > 0
      ? el('ul', { class: 'plain' }, lines)
      : el('p', { class: 'soft quiet-line' }, icon('check'), t('all-quiet')),
  );
}

/** What the people of the business were told of lately, and what has reached nobody. */
function alerts({ alerts: all }) {
  return el(
    'section',
    { class: 'card' },
    el('h2', {}, t('alerts')),
    all.length > 0
      ? el('ul', { class: 'plain alerts' }, all.map(alertItem))
      : el('p', { class: 'soft quiet-line' }, icon('check'), t('no-alerts')),
  );
}

function alertItem({ at, title, lines, state: how, told, reason }) {
  const reached =
    how === 'told'
      ? t('alert.told', { routes: told.map(routeName).join(', ') })
      : t(`alert.${how}`);
  return el(
    'li',
    {},
    el('p', { class: 'alert-title' }, title),
    lines.map((line) => el('p', { class: 'soft' }, line)),
    el(
      'p',
      { class: how === 'untold' ? 'hint alert-untold' : 'hint' },
      `${when(at)} · ${reached}`,
      reason === undefined ? '' : ` · ${reasonText(reason)}`,
    ),
  );
}

/** Built-in routes by the names that people know; those of others by their own. */
function routeName(name) {
  return { whatsapp: t('route.messenger'), telegram: 'Telegram', webhook: 'webhook' }[name] ?? name;
}
