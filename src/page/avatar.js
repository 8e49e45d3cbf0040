import { el } from './dom.js';
import { hueOf, initials } from './format.js';

/**
 * A round sign for a customer.
 * @param {string | null} name
 * @param {string} chat
 */
export function avatar(name, chat) {
  return el(
    'span',
    { class: `avatar hue-${hueOf(chat)}`, 'aria-hidden': 'true' },
    initials(name, chat),
  );
}
