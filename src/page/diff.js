import { el, said } from './dom.js';
import { count } from './format.js';
import { t } from './words.js';

/**
 * What was added and removed, and three lines around it; each sign is read, too.
 * @param {readonly ({ sign: string, text: string } | null)[]} lines null: others stand between
 * @param {number} [more] so many are left out at the end
 */
export function diff(lines, more = 0) {
  const isNear = (index) =>
    lines[index] &&
    lines.slice(Math.max(0, index - 3), index + 4).some((line) => line && line.sign !== ' ');
  const rows = lines.flatMap((line, index) => {
    if (line && isNear(index)) return [row(line)];
    return isNear(index - 1) ? [el('div', { class: 'diff-gap' }, '⋯')] : [];
  });
  if (more > 0) rows.push(el('div', { class: 'diff-gap' }, t('diff.more', { n: count(more) })));
  return el(
    'div',
    { class: 'diff', tabindex: '0', role: 'region', 'aria-label': t('prompt.compare') },
    rows.length > 0 ? rows : el('p', { class: 'soft' }, t('prompt.same')),
  );
}

function row({ sign, text }) {
  const kind = { '+': 'added', '-': 'removed', ' ': 'same' }[sign];
  return el(
    'div',
    { class: `diff-line diff-${kind}` },
    el('span', { class: 'diff-sign' }, sign),
    said(text),
  );
}
