import { el, said } from './dom.js';
import { count, money, seconds } from './format.js';
import { t } from './words.js';

/** What guards objected to, each once. @param {string[]} guards */
export function guardWords(guards) {
  return [...new Set(guards)].map((guard) => t(`guard.${guard}`)).join(', ');
}

/** What an answer was made with. */
export function whyContent({ prompt, model, ms, tokens, documents }, { objections }) {
  const line = (name, value) =>
    value === null || value === '' ? null : [el('dt', {}, name), el('dd', {}, value)];
  return el(
    'div',
    { class: 'why-content' },
    el(
      'dl',
      { class: 'pairs' },
      line(t('why.prompt'), prompt),
      line(t('why.model'), model),
      line(t('why.time'), ms === null ? null : seconds(ms)),
      line(
        t('why.tokens'),
        tokens === null
          ? null
          : t('tokens', { input: count(tokens.input), output: count(tokens.output) }),
      ),
      line(t('why.guards'), objections?.length ? guardWords(objections) : null),
      line(t('why.documents'), documents === null ? null : documents.version),
    ),
    documents === null ? el('p', { class: 'soft' }, t('why.no-documents')) : passages(documents),
  );
}

/** What of the documents an answer rested on. */
export function passages({ passages: found = [], isKept = true }) {
  if (!isKept) return el('p', { class: 'soft' }, t('why.not-kept'));
  return el(
    'ol',
    { class: 'passages' },
    found.map((passage) =>
      el(
        'li',
        {},
        said([passage.document, passage.heading, passage.text].filter(Boolean).join(' · ')),
      ),
    ),
  );
}

/** What one turn cost, in a line. */
export function turnLine({ language, model, ms, money: cost, usage, prompt }) {
  return [
    language ? t(`tongue.${language}`) : '',
    model ?? '',
    seconds(ms),
    usage ? t('tokens', { input: count(usage.input), output: count(usage.output) }) : '',
    cost === null ? '' : money(cost),
    prompt ? t('prompt-version', { name: prompt }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
