import { get, post } from './api.js';
import { el, fill, said } from './dom.js';
import { ask, doing, showFault } from './feedback.js';
import { count, money, seconds } from './format.js';
import { t } from './words.js';

const lookMs = 1_500;

/**
 * The conversations that test the prompt, run with a click.
 * @param {HTMLElement} place
 * @param {{ edited: () => string | undefined, isClosed: () => boolean }} view `edited`: the prompt's text where it was edited and not saved
 */
export function openEvals(place, { edited, isClosed }) {
  let timer = 0;
  const load = async () => {
    clearTimeout(timer);
    if (isClosed()) return;
    try {
      const view = await get('evals');
      if (isClosed()) return;
      draw(place, view, { edited, load });
      if (view.job?.isRunning) timer = window.setTimeout(() => void load(), lookMs);
    } catch (error) {
      if (!isClosed()) showFault(place, error, () => void load());
    }
  };
  void load();
}

function draw(place, view, page) {
  const { isThere, files, job } = view;
  const open = new Set(
    [...place.querySelectorAll('details[open]')].map((one) => one.getAttribute('data-file')),
  );
  fill(
    place,
    el('div', { class: 'card-head' }, el('h2', {}, t('evals')), buttons(view, page)),
    !isThere || files.length === 0
      ? el('p', { class: 'soft' }, t(isThere ? 'evals.none' : 'evals.elsewhere'))
      : el('p', { class: 'soft' }, t('evals.what', { n: count(files.length) })),
    job ? result(job, open) : null,
  );
}

function buttons(view, { edited, load }) {
  const { files, job } = view;
  if (files.length === 0) return null;
  if (job?.isRunning) {
    const stop = el('button', { type: 'button', class: 'secondary' }, t('evals.stop'));
    stop.addEventListener('click', () =>
      doing(stop, async () => {
        await post('stopEvals');
        await load();
      }),
    );
    return stop;
  }
  const run = async (button, offline) => {
    const prompt = edited();
    if (!offline && !(await agreed(view, prompt !== undefined))) return;
    await doing(button, () => post('runEvals', { offline, prompt }));
    await load();
  };
  const isRecorded = files.every((file) => file.isRecorded);
  const live = el(
    'button',
    { type: 'button', class: isRecorded ? 'secondary' : 'primary' },
    t('evals.ask'),
  );
  const kept = el('button', { type: 'button', class: 'primary' }, t('evals.recorded'));
  live.addEventListener('click', () => run(live, false));
  kept.addEventListener('click', () => run(kept, true));
  return el('div', { class: 'row-actions' }, live, isRecorded ? kept : null);
}

/** Nothing is paid for before somebody has read what it costs. */
function agreed({ files, cost, model }, isEdited) {
  const questions = files.reduce((sum, file) => sum + file.questions, 0);
  const price =
    cost === null
      ? t('evals.unpriced', { model: model ?? '' })
      : t('evals.price', { money: money(cost), model });
  return ask({
    title: t('evals.ask'),
    text: [
      t('evals.questions', { n: count(files.length), questions: count(questions) }),
      price,
      isEdited ? t('evals.edited') : '',
    ]
      .filter(Boolean)
      .join(' '),
    choices: [{ name: t('evals.start'), value: true, kind: 'primary' }],
  });
}

function result(job, open) {
  const { done, total, isRunning, isEdited, lines, problem } = job;
  const failed = done.filter(({ passed }) => !passed).length;
  const line = isRunning
    ? t('evals.running', { done: count(done.length), total: count(total) })
    : t('evals.done', { passed: count(done.length - failed), total: count(total) });
  return el(
    'div',
    { class: 'evals-result' },
    el(
      'p',
      { role: 'status' },
      el('strong', {}, line),
      isEdited ? el('span', { class: 'soft' }, ` ${t('evals.was-edited')}`) : null,
    ),
    isRunning
      ? el('progress', { max: total, value: String(done.length), 'aria-label': t('evals') })
      : null,
    problem === null ? null : el('p', { class: 'banner banner-bad' }, problem),
    lines.slice(1).map((one) => el('p', { class: 'soft' }, one)),
    done.length === 0 ? null : table(done, open),
  );
}

function table(done, open) {
  const head = ['evals.case', 'evals.result', 'evals.time', 'evals.cost'].map((word) =>
    el('th', { scope: 'col' }, t(word)),
  );
  return el(
    'div',
    { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': t('evals') },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, head)),
      el(
        'tbody',
        {},
        done.map((one) => row(one, open)),
      ),
    ),
  );
}

function row({ file, title, passed, seconds: slowest, cost, failures, unjudged }, open) {
  return el(
    'tr',
    {},
    el(
      'th',
      { scope: 'row' },
      said(title),
      failures.length + unjudged.length === 0
        ? null
        : el(
            'details',
            { 'data-file': file, open: open.has(file) },
            el('summary', {}, t(passed ? 'evals.unjudged' : 'evals.why')),
            failures.map((failure) => fault(file, failure)),
            unjudged.map((meaning) => fault(file, { ...meaning, replies: [] })),
          ),
    ),
    el(
      'td',
      {},
      el(
        'span',
        { class: `mark-word mark-${passed ? 'good' : 'bad'}` },
        t(passed ? 'evals.passed' : 'evals.failed'),
      ),
    ),
    el('td', {}, seconds(slowest * 1000)),
    el('td', {}, money(cost)),
  );
}

function fault(file, { line, expected, problem, replies }) {
  return el(
    'div',
    { class: 'evals-fault' },
    el('p', {}, said(expected), el('span', { class: 'soft' }, ` ${file}:${line}`)),
    el('p', { class: 'soft' }, problem),
    replies.map((reply) => el('blockquote', {}, said(reply))),
  );
}
