import { session } from '../api.js';
import { el, fill } from '../dom.js';
import { icon } from '../icons.js';
import { languageChoice } from '../language-choice.js';
import { addWords, loadWords, t } from '../words.js';
import { CustomerPhone } from './customer-phone.js';
import { OwnerPhone } from './owner-phone.js';
import { listen, readState, readTimeZone } from './phone-api.js';

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** What stands side by side or, where there is no room, one at a time. */
const panels = /** @type {const} */ (['customer', 'owner', 'page']);

/** @type {{ update(state: any): void }[]} */
let phones = [];
/** @type {HTMLElement | undefined} */
let claim;

function navigation() {
  const buttons = panels.map((name) =>
    el(
      'button',
      { type: 'button', class: 'panel-button', 'data-panel': name, onclick: () => show(name) },
      icon(/** @type {any} */ ({ customer: 'person', owner: 'phone', page: 'today' })[name], 20),
      el('span', {}, t(`phone.panel.${name}`)),
    ),
  );
  return el('nav', { class: 'panel-nav', 'aria-label': t('nav') }, buttons);
}

/** @param {typeof panels[number]} name */
function show(name) {
  document.body.dataset['panel'] = name;
  for (const button of root.querySelectorAll('.panel-button'))
    button.setAttribute('aria-pressed', String(button.getAttribute('data-panel') === name));
}

function ownersPage() {
  const address = new URL('../console', import.meta.url).href;
  return el(
    'section',
    { class: 'phone owner-page', 'aria-labelledby': 'page-title' },
    el(
      'div',
      { class: 'phone-kind page-kind' },
      el('h2', { id: 'page-title' }, t('phone.owner-page')),
      el('a', { href: address, target: '_blank', rel: 'noopener' }, t('phone.own-tab')),
    ),
    // Asked for when there is room for it.
    el('iframe', { src: address, title: t('phone.owner-page'), loading: 'lazy' }),
  );
}

function draw() {
  const [customer, owner] = [new CustomerPhone(), new OwnerPhone()];
  phones = [customer, owner];
  claim = el('p', { class: 'claim' });
  fill(
    root,
    el(
      'header',
      { class: 'sandbox-head' },
      el(
        'h1',
        {},
        el('span', { class: 'mark', 'aria-hidden': 'true' }, icon('bot', 20)),
        t('phone.title'),
      ),
      claim,
      languageChoice(),
    ),
    navigation(),
    el('div', { class: 'line', role: 'status', 'aria-live': 'polite', id: 'line' }),
    el('main', { class: 'panels' }, customer.node, owner.node, ownersPage()),
    el('div', { class: 'toasts', id: 'toasts', role: 'status', 'aria-live': 'polite' }),
  );
  document.title = t('phone.title');
  // Where there is room for two, the customer is always there.
  const first = matchMedia('(min-width: 761px)').matches ? 'owner' : 'customer';
  show(/** @type {any} */ (document.body.dataset['panel'] ?? first));
}

let isAsking = false;
let isStale = false;

/** Asks for what stands on the phones; what changes meanwhile is asked for behind it. */
async function refresh() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  while (isStale) {
    isStale = false;
    const state = await readState().catch(() => undefined);
    if (!state) break;
    if (claim && claim.textContent !== state.claim) claim.textContent = state.claim;
    for (const phone of phones) phone.update(state);
  }
  isAsking = false;
}

function setLine(isUp) {
  const line = document.getElementById('line');
  if (!line) return;
  line.toggleAttribute('data-down', !isUp);
  line.textContent = isUp ? '' : t('phone.offline');
}

addEventListener('language', () => {
  draw();
  void refresh();
});

const ofBrowser = Intl.DateTimeFormat().resolvedOptions().timeZone;
addWords((tongue) => import(`./words-${tongue}.js`));
await loadWords();
session.timeZone = (await readTimeZone()) ?? ofBrowser;
draw();
listen(() => void refresh(), setLine);
