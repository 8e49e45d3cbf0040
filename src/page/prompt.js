import { get, post } from './api.js';
import { diff } from './diff.js';
import { el, fill } from './dom.js';
import { openEvals } from './evals.js';
import { ask, doing, showFault, toast } from './feedback.js';
import { count, when } from './format.js';
import { openKnowledge } from './knowledge.js';
import { openPlayground } from './playground.js';
import { t } from './words.js';

/** The prompt: what it says, what it said, and a place to try it. */
class PromptView {
  #isClosed = false;
  /** @type {any} */
  #view;
  /** @type {HTMLTextAreaElement | undefined} */
  #text;

  constructor(place) {
    this.editor = el('section', { class: 'card editor', 'aria-label': t('prompt.text') });
    this.versions = el('section', { class: 'card versions', 'aria-label': t('prompt.versions') });
    this.documents = el('section', { class: 'card knowledge', 'aria-label': t('knowledge') });
    this.tests = el('section', { class: 'card evals', 'aria-label': t('evals') });
    this.side = el('section', { class: 'card playground', 'aria-label': t('playground') });
    fill(
      place,
      el('h1', {}, t('nav.prompt')),
      el(
        'div',
        { class: 'prompt-columns' },
        this.editor,
        // On a phone it follows the text that is tried there.
        this.side,
        el('div', { class: 'stack' }, this.versions, this.documents, this.tests),
      ),
    );
    openPlayground(this.side, () => this.#edited());
    openKnowledge(this.documents, () => this.#isClosed);
    openEvals(this.tests, { edited: () => this.#edited(), isClosed: () => this.#isClosed });
    void this.#load();
  }

  close() {
    this.#isClosed = true;
  }

  /** The edited text where it differs from the current one. */
  #edited() {
    const text = this.#text?.value.trim();
    return text === undefined || text === this.#view?.text.trim() ? undefined : text;
  }

  async #load() {
    try {
      const view = await get('prompt');
      if (this.#isClosed) return;
      const edited = this.#edited();
      this.#view = view;
      this.#edit();
      if (edited !== undefined) this.#goOn(edited);
      this.#list();
    } catch (error) {
      if (!this.#isClosed) showFault(this.editor, error, () => void this.#load());
    }
  }

  /** Puts back what was not saved yet. @param {string} text */
  #goOn(text) {
    if (!this.#text) return;
    this.#text.value = text;
    this.#text.dispatchEvent(new Event('input'));
  }

  #edit() {
    const { name, tokens, problem, source, canSave, rolledBack, text } = this.#view;
    const area = el('textarea', {
      class: 'prompt-text',
      spellcheck: 'false',
      'aria-label': t('prompt.text'),
      readonly: !canSave,
      rows: '18',
      value: text,
    });
    this.#text = area;
    const save = el(
      'button',
      { type: 'button', class: 'primary', disabled: true },
      t('prompt.review'),
    );
    const sync = el('button', { type: 'button', class: 'secondary' }, t('prompt.sync'));
    area.addEventListener('input', () => (save.disabled = this.#edited() === undefined));
    save.addEventListener('click', () => this.#save(save));
    sync.addEventListener('click', () => this.#sync(sync));
    fill(
      this.editor,
      el(
        'div',
        { class: 'card-head' },
        el('h2', {}, t('prompt.current', { name })),
        el('span', { class: 'soft' }, t('prompt.size', { tokens: count(tokens) })),
      ),
      rolledBack === null
        ? null
        : el('p', { class: 'banner' }, t('prompt.held', { n: rolledBack })),
      problem === null ? null : el('p', { class: 'banner banner-bad' }, problem),
      source === null
        ? null
        : el('p', { class: 'soft source' }, t('prompt.source', { place: source.source })),
      area,
      el(
        'div',
        { class: 'case-end' },
        canSave
          ? el('p', { class: 'hint' }, t('prompt.hint'))
          : el('p', { class: 'hint' }, t('prompt.elsewhere')),
        sync,
        canSave ? save : null,
      ),
    );
  }

  async #save(button) {
    const text = this.#edited();
    if (text === undefined) return;
    await doing(button, async () => {
      const review = await post('reviewPrompt', { text });
      const sure = await ask({
        title: t('prompt.changes', { added: review.added, removed: review.removed }),
        content: el(
          'div',
          {},
          review.problem ? el('p', { class: 'banner banner-bad' }, review.problem) : null,
          review.warnings.map((line) => el('p', { class: 'banner' }, line)),
          diff(review.lines),
        ),
        choices: review.problem ? [] : [{ name: t('prompt.save'), value: true, kind: 'primary' }],
      });
      if (!sure) return;
      await post('savePrompt', { text, over: this.#view.source?.hash ?? '' });
      toast(t('prompt.saved'));
      await this.#load();
    });
  }

  async #sync(button) {
    const went = await doing(button, () => post('syncPrompt'));
    if (!went) return;
    toast(t('prompt.synced'));
    await this.#load();
  }

  #list() {
    const { versions, name } = this.#view;
    fill(
      this.versions,
      el('h2', {}, t('prompt.versions')),
      versions.length === 0
        ? el('p', { class: 'soft' }, t('prompt.none'))
        : el(
            'ul',
            { class: 'version-list' },
            versions.map((version) => this.#version(version, version.name === name)),
          ),
    );
  }

  #version({ number, name, at, characters }, isCurrent) {
    const compare = el('button', { type: 'button', class: 'ghost' }, t('prompt.compare'));
    const back = el('button', { type: 'button', class: 'secondary' }, t('prompt.roll-back'));
    compare.addEventListener('click', () =>
      doing(compare, async () => {
        const { lines, added, removed } = await get('promptDiff', { from: number });
        await ask({
          title: t('prompt.changes-since', { name, added, removed }),
          content: diff(lines),
          choices: [],
        });
      }),
    );
    back.addEventListener('click', () => this.#rollBack(back, number, name));
    return el(
      'li',
      {},
      el(
        'div',
        { class: 'version-name' },
        el('strong', {}, name),
        isCurrent ? el('span', { class: 'mark-word mark-good' }, t('prompt.is-current')) : null,
        el('span', { class: 'soft' }, `${when(at)} · ${t('characters', { n: count(characters) })}`),
      ),
      isCurrent ? null : el('div', { class: 'row-actions' }, compare, back),
    );
  }

  async #rollBack(button, number, name) {
    const sure = await ask({
      title: t('prompt.roll-back'),
      text: t('prompt.roll-back-what', { name }),
      choices: [{ name: t('prompt.roll-back'), value: true, kind: 'primary' }],
    });
    if (!sure) return;
    if (await doing(button, () => post('rollback', { number })))
      toast(t('prompt.rolled-back', { name }));
    await this.#load();
  }
}

/** @param {HTMLElement} place */
export function open(place) {
  return new PromptView(place);
}
