import { post } from './api.js';
import { el, said } from './dom.js';
import { ask, doing, toast } from './feedback.js';
import { count, when } from './format.js';
import { t } from './words.js';

/** Answers that were written and could not be kept, by the numbers of their questions. */
const unsent = new Map();

/**
 * A question that the bot did not know an answer to, with a place to answer it.
 * @param {any} one
 * @param {() => unknown} changed
 */
export function questionCard({ number, question, count: times, lastAt, example }, changed) {
  const answer = el('button', { type: 'button', class: 'primary' }, t('question.answer'));
  const ignore = el('button', { type: 'button', class: 'ghost' }, t('question.ignore'));
  answer.addEventListener('click', () => write(answer, { number, question }, changed));
  ignore.addEventListener('click', async () => {
    if (await doing(ignore, () => post('ignoreQuestion', { number }))) toast(t('question.ignored'));
    await changed();
  });
  return el(
    'article',
    { class: 'card case case-question', 'aria-label': `${t('case.question')} №${number}` },
    el(
      'header',
      { class: 'case-head' },
      el('strong', {}, said(question)),
      el('time', { class: 'soft' }, when(Date.parse(lastAt))),
    ),
    el('p', { class: 'soft' }, t('question.times', { n: count(times) })),
    example === question ? null : el('blockquote', {}, said(example)),
    el('div', { class: 'case-end' }, ignore, answer),
  );
}

async function write(button, { number, question }, changed) {
  const text = el('textarea', {
    rows: '5',
    maxlength: '4000',
    'aria-label': t('question.answer'),
    value: unsent.get(number) ?? '',
  });
  const sure = await ask({
    title: question,
    content: el('div', {}, text, el('p', { class: 'hint' }, t('question.hint'))),
    choices: [{ name: t('question.save'), value: true, kind: 'primary' }],
  });
  if (!sure || text.value.trim() === '') return;
  unsent.set(number, text.value);
  let paste = null;
  const went = await doing(button, async () => {
    const answered = await post('answerQuestion', { number, text: text.value });
    ({ paste } = answered);
    if (paste === null) toast(t('question.saved', { name: answered.version }));
  });
  if (went) unsent.delete(number);
  if (paste !== null)
    await ask({
      title: t('question.paste'),
      content: el('textarea', {
        readonly: true,
        rows: '5',
        'aria-label': t('question.paste'),
        value: paste,
      }),
      choices: [],
    });
  await changed();
}
