import { el } from '../dom.js';
import { doing } from '../feedback.js';
import { icon } from '../icons.js';
import { t } from '../words.js';

/**
 * Where somebody writes: Enter sends, with Shift it begins a line.
 * @param {{ id: string, label: string, send: (text: string) => Promise<unknown>, before?: any[], beside?: any[] }} options
 */
export function composer({ id, label, send, before = [], beside = [] }) {
  const text = el('textarea', {
    id,
    rows: '1',
    placeholder: label,
    'aria-label': label,
    maxlength: '70000',
  });
  const button = el(
    'button',
    { type: 'submit', class: 'primary round', 'aria-label': t('send'), title: t('send') },
    icon('send', 22),
  );
  const form = el('form', { class: 'say' }, before, text, beside, button);
  const grow = () => {
    text.style.height = 'auto';
    text.style.height = `${Math.min(140, text.scrollHeight + 2)}px`;
  };
  text.addEventListener('input', grow);
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  const clear = () => {
    text.value = '';
    text.dispatchEvent(new Event('input'));
  };
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words === '' || button.disabled) return;
    if (await doing(button, () => send(words))) clear();
    text.focus();
  });
  return { form, text, clear };
}
