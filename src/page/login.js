import { CallError, logIn } from './api.js';
import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { t } from './words.js';

/**
 * Asks for the token.
 * @param {HTMLElement} root
 * @param {HTMLElement} languages
 * @param {() => Promise<void>} entered
 */
export function showLogin(root, languages, entered) {
  const fault = el('p', { class: 'fault', role: 'alert', id: 'fault' });
  const token = el('input', {
    type: 'password',
    id: 'token',
    name: 'password',
    autocomplete: 'current-password',
    required: true,
    'aria-describedby': 'fault token-hint',
  });
  const enter = el('button', { class: 'primary wide', type: 'submit' }, t('enter'));
  const form = el(
    'form',
    { class: 'card login-card' },
    el('span', { class: 'mark mark-large', 'aria-hidden': 'true' }, icon('bot', 30)),
    el('h1', {}, t('login.title')),
    el('p', { class: 'soft' }, t('login.what')),
    el('label', { for: 'token' }, t('login.token')),
    token,
    el('p', { class: 'hint', id: 'token-hint' }, t('login.hint')),
    fault,
    enter,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    enter.disabled = true;
    fault.textContent = '';
    try {
      await logIn(token.value);
      await entered();
    } catch (error) {
      fault.textContent = faultOf(error);
      token.setAttribute('aria-invalid', 'true');
      token.select();
    } finally {
      enter.disabled = false;
    }
  });
  fill(root, el('main', { class: 'login' }, form, el('div', { class: 'login-foot' }, languages)));
  token.focus();
}

function faultOf(error) {
  if (!(error instanceof CallError)) return t('error.failed');
  return t(`error.${error.code}`, { n: error.seconds });
}
