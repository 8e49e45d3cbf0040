import { get, post } from './api.js';
import { diff } from './diff.js';
import { el, fill, said } from './dom.js';
import { ask, doing, showFault, toast } from './feedback.js';
import { count, when } from './format.js';
import { t } from './words.js';

/**
 * The documents next to the prompt: which version is in force, what the sources hold now, and taking it.
 * @param {HTMLElement} place
 * @param {() => boolean} isClosed
 */
export function openKnowledge(place, isClosed) {
  const load = async () => {
    try {
      const view = await get('knowledge');
      if (!isClosed()) draw(place, view, load);
    } catch (error) {
      if (!isClosed()) showFault(place, error, () => void load());
    }
  };
  void load();
}

function draw(place, { isThere, current, versions }, load) {
  const look = el('button', { type: 'button', class: 'secondary' }, t('knowledge.look'));
  look.addEventListener('click', () => review(look, load));
  const [newest] = versions;
  fill(
    place,
    el('div', { class: 'card-head' }, el('h2', {}, t('knowledge')), isThere ? look : null),
    isThere ? null : el('p', { class: 'soft' }, t('knowledge.none')),
    isThere && !newest ? el('p', { class: 'soft' }, t('knowledge.unread')) : null,
    newest ? el('p', { class: 'soft source' }, t('prompt.source', { place: newest.source })) : null,
    versions.length === 0
      ? null
      : el(
          'ul',
          { class: 'version-list' },
          versions.map((version) => versionLine(version, version.number === current)),
        ),
  );
}

function versionLine({ number, name, at, characters, tokens }, isCurrent) {
  const compare = el('button', { type: 'button', class: 'ghost' }, t('prompt.compare'));
  compare.addEventListener('click', () =>
    doing(compare, async () => {
      const { lines, more, added, removed } = await get('knowledgeDiff', { from: number });
      await ask({
        title: t('prompt.changes-since', { name, added: count(added), removed: count(removed) }),
        content: diff(lines, more),
        choices: [],
      });
    }),
  );
  const size = [
    when(at),
    t('characters', { n: count(characters) }),
    t('prompt.size', { tokens: count(tokens) }),
  ].join(' · ');
  return el(
    'li',
    {},
    el(
      'div',
      { class: 'version-name' },
      el('strong', {}, name),
      isCurrent ? el('span', { class: 'mark-word mark-good' }, t('prompt.is-current')) : null,
      el('span', { class: 'soft' }, size),
    ),
    isCurrent ? null : el('div', { class: 'row-actions' }, compare),
  );
}

/** Reads the sources, shows what was found and what differs, and takes it where somebody wants it. */
async function review(button, load) {
  await doing(button, async () => {
    const found = await post('reviewKnowledge');
    const { documents, rows, tokens, warnings, changed, hash } = found;
    const taken = await ask({
      title: changed ? t('knowledge.new') : t('knowledge.same'),
      content: el(
        'div',
        {},
        el(
          'p',
          {},
          t('knowledge.size', {
            documents: count(documents),
            rows: count(rows),
            tokens: count(tokens),
          }),
        ),
        warnings.map(({ document, message }) =>
          el('p', { class: 'banner' }, document === null ? null : [said(document), ': '], message),
        ),
        changed ? changes(found) : null,
      ),
      choices: changed ? [{ name: t('knowledge.take'), value: true, kind: 'primary' }] : [],
    });
    if (!taken) return;
    const { version } = await post('syncKnowledge', { hash });
    toast(t('prompt.rolled-back', { name: version }));
    await load();
  });
}

function changes({ changes: differing, added }) {
  if (differing === null)
    return el('p', { class: 'soft' }, t('knowledge.first', { n: count(added) }));
  const { lines, more, added: plus, removed } = differing;
  return [
    el('p', {}, t('prompt.changes', { added: count(plus), removed: count(removed) })),
    diff(lines, more),
  ];
}
