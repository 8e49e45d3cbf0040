import { CallError } from './api.js';
import { el, fill } from './dom.js';
import { has, t } from './words.js';

const shownMs = 5_000;

/**
 * A short message at the edge of the page.
 * @param {string} text
 * @param {'good' | 'bad'} [kind]
 */
export function toast(text, kind = 'good') {
  const one = el('div', { class: `toast toast-${kind}` }, text);
  document.getElementById('toasts')?.append(one);
  setTimeout(() => one.remove(), shownMs);
}

/** What went wrong, for a person. @param {unknown} error */
export function faultText(error) {
  if (!(error instanceof CallError)) return t('error.failed');
  if (error.hasSentence)
    return [error.message, ...error.suggestions].join('. ').replaceAll('..', '.');
  return t(has(`error.${error.code}`) ? `error.${error.code}` : 'error.failed');
}

/**
 * Does something that may fail, and says so; the button rests meanwhile. Resolves with whether it went well.
 * @param {HTMLButtonElement | undefined} button
 * @param {() => Promise<unknown>} work
 */
export async function doing(button, work) {
  if (button) button.disabled = true;
  try {
    await work();
    return true;
  } catch (error) {
    toast(faultText(error), 'bad');
    return false;
  } finally {
    if (button) button.disabled = false;
  }
}

/**
 * Shows in a place what failed, with a button to try again.
 * @param {HTMLElement} place
 * @param {unknown} error
 * @param {() => void} retry
 */
export function showFault(place, error, retry) {
  fill(
    place,
    el(
      'div',
      { class: 'empty', role: 'alert' },
      el('p', {}, faultText(error)),
      el('button', { type: 'button', class: 'secondary', onclick: retry }, t('again')),
    ),
  );
}

/**
 * Asks a person; resolves with what was chosen, undefined when it was closed.
 * @template T
 * @param {{ title: string, text?: string, choices: { name: string, value: T, kind?: string }[], content?: HTMLElement }} question
 * @returns {Promise<T | undefined>}
 */
export function ask({ title, text, choices, content }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' });
    /** @param {T} [value] */
    const end = (value) => {
      if (!dialog.isConnected) return;
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(value);
    };
    const buttons = choices.map(({ name, value, kind = 'secondary' }) =>
      el('button', { type: 'button', class: kind, onclick: () => end(value) }, name),
    );
    fill(
      dialog,
      el('h2', { id: 'dialog-title' }, title),
      text === undefined ? null : el('p', {}, text),
      content ?? null,
      el(
        'div',
        { class: 'dialog-end' },
        el('button', { type: 'button', class: 'ghost', onclick: () => end() }, t('cancel')),
        buttons,
      ),
    );
    dialog.addEventListener('close', () => end());
    addEventListener('hashchange', () => end(), { once: true });
    document.body.append(dialog);
    dialog.showModal();
  });
}
