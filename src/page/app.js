import { get, post, resumeSession, session } from './api.js';
import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { languageChoice } from './language-choice.js';
import { showLogin } from './login.js';
import { Live } from './live.js';
import { loadWords, t } from './words.js';

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** The views, each loaded when it is first looked at. */
const views = {
  today: () => import('./today.js'),
  chats: () => import('./chats.js'),
  work: () => import('./work.js'),
  prompt: () => import('./prompt.js'),
  settings: () => import('./settings.js'),
};

/** @type {{ close?: () => void, update?: (hint: { chats: string[] }) => void, route?: (rest: string) => void } | undefined} */
let current;
let currentName = '';
/** @type {Live | undefined} */
let live;
/** @type {HTMLElement | undefined} */
let main;

function routeOf() {
  const [, name = '', rest = ''] = /^#\/(\w*)\/?(.*)$/.exec(location.hash) ?? [];
  return { name: name in views ? name : 'today', rest: decodeURIComponent(rest) };
}

function navigation() {
  const items = Object.keys(views).map((name) =>
    el(
      'a',
      { class: 'nav-item', href: `#/${name}`, 'data-view': name },
      icon(/** @type {any} */ (name), 22),
      el('span', { class: 'nav-name' }, t(`nav.${name}`)),
      el('span', { class: 'badge', hidden: true }),
    ),
  );
  return el('nav', { class: 'nav', 'aria-label': t('nav') }, items);
}

function shell() {
  main = el('main', { id: 'main', class: 'main', tabindex: '-1' });
  const out = el(
    'button',
    { class: 'ghost', type: 'button', onclick: logOut },
    icon('out'),
    el('span', {}, t('log-out')),
  );
  const skip = el('a', { class: 'skip', href: '#main', onclick: skipToMain }, t('skip'));
  const side = el(
    'header',
    { class: 'side' },
    el('a', { class: 'brand', href: '#/today' }, mark(), el('span', {}, 'wabot')),
    navigation(),
    el('div', { class: 'side-end' }, languageChoice(), out),
  );
  return [
    skip,
    side,
    el('div', { class: 'line', role: 'status', 'aria-live': 'polite', id: 'line' }),
    main,
    el('div', { class: 'toasts', id: 'toasts', role: 'status', 'aria-live': 'polite' }),
  ];
}

/** @param {Event} event */
function skipToMain(event) {
  event.preventDefault();
  main?.focus();
}

export function mark() {
  return el('span', { class: 'mark', 'aria-hidden': 'true' }, icon('bot', 20));
}

async function show() {
  const { name, rest } = routeOf();
  for (const item of root.querySelectorAll('.nav-item')) {
    const isHere = item.getAttribute('data-view') === name;
    item.toggleAttribute('data-here', isHere);
    if (isHere) item.setAttribute('aria-current', 'page');
    else item.removeAttribute('aria-current');
  }
  document.title = `${t(`nav.${name}`)} · wabot`;
  document.body.dataset['view'] = name;
  document.body.toggleAttribute('data-open', rest !== '');
  if (name === currentName && current?.route) return current.route(rest);
  current?.close?.();
  current = undefined;
  currentName = name;
  if (!main) return;
  const place = el('div', { class: `view view-${name}` });
  fill(main, place);
  const { open } = await views[name]();
  if (currentName === name && place.isConnected) current = open(place, rest);
}

/** Numbers beside the names of the views. */
async function count() {
  try {
    const { tickets, drafts, dead } = await get('today');
    const waiting = tickets + drafts + dead;
    const badge = root.querySelector('.nav-item[data-view=work] .badge');
    if (!(badge instanceof HTMLElement)) return;
    badge.hidden = waiting === 0;
    badge.textContent = String(waiting);
    badge.setAttribute('aria-label', t('waiting-count', { n: waiting }));
  } catch {
    // The view that is open says it.
  }
}

let counting = 0;

function changed(hint) {
  current?.update?.(hint);
  clearTimeout(counting);
  counting = window.setTimeout(() => void count(), 400);
}

function setLine(isUp) {
  const line = document.getElementById('line');
  if (!line) return;
  line.toggleAttribute('data-down', !isUp);
  line.textContent = isUp ? '' : t('offline');
}

async function logOut() {
  live?.close();
  await post('logout').catch(() => {});
  await start();
}

function close() {
  current?.close?.();
  current = undefined;
  currentName = '';
  live?.close();
  live = undefined;
}

/** Whether the page came with the word that nobody is logged in: then it need not ask. Holds once. */
function isStranger() {
  const { dataset } = document.documentElement;
  const isNone = dataset['session'] === 'none';
  delete dataset['session'];
  return isNone;
}

/** Shows the page to who is logged in, and the log-in to everybody else. */
export async function start() {
  close();
  let isKnown = false;
  try {
    isKnown = !isStranger() && (await resumeSession());
  } catch {
    fill(root, el('p', { class: 'lonely' }, t('offline')));
    setTimeout(() => void start(), 3_000);
    return;
  }
  if (!isKnown) {
    document.title = `${t('log-in')} · wabot`;
    delete document.body.dataset['view'];
    return showLogin(root, languageChoice(), start);
  }
  fill(root, shell());
  root.querySelector('.side-end')?.append(el('span', { class: 'version' }, session.version));
  live = new Live(changed, setLine);
  await show();
  void count();
}

addEventListener('hashchange', () => {
  if (main?.isConnected) void show();
});
addEventListener('log-out', () => void logOut());
addEventListener('language', () => void start());
addEventListener('logged-out', () => {
  if (main?.isConnected) void start();
});

await loadWords();
await start();
