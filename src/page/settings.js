import { get } from './api.js';
import { el, fill } from './dom.js';
import { doing, showFault } from './feedback.js';
import { icon } from './icons.js';
import { languageChoice } from './language-choice.js';
import { t } from './words.js';

/** What is set and where from, and what the checks find. */
class SettingsView {
  #isClosed = false;
  #word = '';
  /** @type {any} */
  #view;

  constructor(place) {
    this.checks = el('section', { class: 'card', 'aria-label': t('doctor') });
    this.filter = el('input', {
      type: 'search',
      class: 'search',
      placeholder: t('settings.search'),
      'aria-label': t('settings.search'),
    });
    this.filter.addEventListener('input', () => {
      this.#word = this.filter.value.trim().toLowerCase();
      this.#draw();
    });
    this.groups = el('div', { class: 'stack' });
    fill(
      place,
      el('h1', {}, t('nav.settings')),
      this.checks,
      el(
        'div',
        { class: 'list-head' },
        el('h2', {}, t('settings.title')),
        el('div', { class: 'search-box' }, icon('search', 18), this.filter),
      ),
      el('p', { class: 'soft' }, t('settings.what')),
      this.groups,
      account(),
    );
    this.#checks();
    void this.#load();
  }

  close() {
    this.#isClosed = true;
  }

  #checks(report) {
    const run = el(
      'button',
      { type: 'button', class: 'secondary' },
      t(report ? 'doctor.again' : 'doctor.run'),
    );
    run.addEventListener('click', () =>
      doing(run, async () => {
        fill(run, t('doctor.runs'));
        const found = await get('doctor').finally(() => fill(run, t('doctor.run')));
        if (!this.#isClosed) this.#checks(found);
      }),
    );
    fill(
      this.checks,
      el('div', { class: 'card-head' }, el('h2', {}, t('doctor')), run),
      report
        ? el('ul', { class: 'checks', role: 'list' }, report.checks.map(check))
        : el('p', { class: 'soft' }, t('doctor.what')),
    );
  }

  async #load() {
    try {
      this.#view = await get('settings');
      if (!this.#isClosed) this.#draw();
    } catch (error) {
      if (!this.#isClosed) showFault(this.groups, error, () => void this.#load());
    }
  }

  #draw() {
    if (!this.#view) return;
    const { groups, unknown } = this.#view;
    const has = ({ name, value }) => `${name} ${value ?? ''}`.toLowerCase().includes(this.#word);
    const shown = groups
      .map(({ title, settings }) => ({ title, settings: settings.filter(has) }))
      .filter(({ settings }) => settings.length > 0);
    fill(
      this.groups,
      unknown.length > 0
        ? el(
            'p',
            { class: 'banner' },
            t('settings.unknown', { names: unknown.map(({ name }) => name).join(', ') }),
          )
        : null,
      shown.map(({ title, settings }) => this.#group(title, settings)),
      shown.length === 0 ? el('p', { class: 'empty soft' }, t('nothing-found')) : null,
    );
  }

  #group(title, settings) {
    const rows = settings.map(({ name, value, source, problem }) =>
      el(
        'tr',
        { class: source === 'default' || source === 'not set' ? 'unset' : '' },
        el('th', { scope: 'row' }, name),
        el('td', {}, value ?? '–', problem ? el('p', { class: 'fault' }, problem) : null),
        el('td', {}, t(`source.${source}`)),
      ),
    );
    const head = el(
      'tr',
      {},
      ['settings.name', 'settings.value', 'settings.source'].map((word) =>
        el('th', { scope: 'col' }, t(word)),
      ),
    );
    return el(
      'section',
      { class: 'card' },
      el('h3', {}, title),
      el(
        'div',
        { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': title },
        el('table', {}, el('thead', {}, head), el('tbody', {}, rows)),
      ),
    );
  }
}

function check({ name, level, findings }) {
  return el(
    'li',
    { class: `check check-${level}` },
    el(
      'span',
      { class: 'check-sign', 'aria-hidden': 'true' },
      icon(level === 'ok' ? 'check' : 'alert', 18),
    ),
    el(
      'div',
      {},
      el(
        'p',
        {},
        el('strong', {}, name),
        ' ',
        el(
          'span',
          { class: `mark-word mark-${{ ok: 'good', warning: 'urgent', problem: 'bad' }[level]}` },
          t(`level.${level}`),
        ),
      ),
      findings.map(({ message, suggestions }) => [
        el('p', { class: 'soft' }, message),
        suggestions.map((line) => el('p', { class: 'advice' }, line)),
      ]),
    ),
  );
}

/** On a small screen the language and the way out are here. */
function account() {
  const out = el(
    'button',
    { type: 'button', class: 'secondary', onclick: () => dispatchEvent(new Event('log-out')) },
    icon('out'),
    t('log-out'),
  );
  return el('section', { class: 'card account' }, languageChoice(), out);
}

/** @param {HTMLElement} place */
export function open(place) {
  return new SettingsView(place);
}
