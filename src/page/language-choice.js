import { el } from './dom.js';
import { language, loadWords, t, tongues } from './words.js';

/** A choice of the page's language; the page is told by the event `language`. */
export function languageChoice() {
  const choice = el('select', { class: 'language', 'aria-label': t('language') });
  for (const [code, name] of Object.entries(tongues))
    choice.append(el('option', { value: code, lang: code, selected: code === language() }, name));
  choice.addEventListener('change', async () => {
    await loadWords(choice.value);
    dispatchEvent(new Event('language'));
  });
  return choice;
}
