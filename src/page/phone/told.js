import { el, fill, said } from '../dom.js';
import { faultText } from '../feedback.js';
import { t } from '../words.js';
import { post } from './phone-api.js';

/**
 * What the model was told before an answer, to be unfolded; asked for when it is.
 * @param {string} id of the answer
 */
export function toldOf(id) {
  const inside = el('div', { class: 'told-inside' });
  const details = el('details', { class: 'told' }, el('summary', {}, t('phone.told')), inside);
  details.addEventListener('toggle', async () => {
    if (!details.open || inside.childElementCount > 0) return;
    try {
      const { told } = await post('told', { id });
      fill(inside, told.map(oneTold));
    } catch (error) {
      fill(inside, el('p', { class: 'fault' }, faultText(error)));
    }
  });
  return details;
}

function oneTold({ instructions, messages, functions, answer }) {
  return el(
    'section',
    { class: 'told-one' },
    el('h3', {}, t('phone.told.instructions')),
    el(
      'pre',
      {
        class: 'told-text',
        tabindex: '0',
        role: 'region',
        'aria-label': t('phone.told.instructions'),
      },
      instructions,
    ),
    functions.length > 0
      ? [el('h3', {}, t('phone.told.functions')), el('p', { class: 'soft' }, functions.join(', '))]
      : null,
    el('h3', {}, t('phone.told.dialogue', { n: messages.length })),
    el('ol', { class: 'told-messages' }, messages.map(message)),
    el('h3', {}, t('phone.told.answer')),
    answer
      ? [
          el('ul', { class: 'told-messages' }, message({ role: 'bot', images: 0, ...answer })),
          el('p', { class: 'soft' }, answer.model),
        ]
      : el('p', { class: 'soft' }, t('phone.told.none')),
  );
}

function message({ role, text, images, calls }) {
  return el(
    'li',
    {},
    el('strong', {}, t(role === 'bot' ? 'bot' : 'phone.customer')),
    ' ',
    said(text, { class: 'told-words' }),
    images > 0 ? el('span', { class: 'soft' }, ` ${t('phone.told.images', { n: images })}`) : null,
    calls.map((call) =>
      el(
        'code',
        { class: 'told-call' },
        `${call.name}(${call.arguments})${call.result === undefined ? '' : ` → ${call.result}`}`,
      ),
    ),
  );
}
