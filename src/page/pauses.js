import { ask } from './feedback.js';
import { when } from './format.js';
import { t } from './words.js';

const hour = 60 * 60 * 1000;

/** Asks for how long; null: until somebody ends it, undefined: not at all. @param {string} title */
export function pauseChoices(title) {
  /** @type {{ name: string, value: number | null, kind?: string }[]} */
  const choices = [
    { name: t('for-hours', { n: 1 }), value: hour },
    { name: t('for-hours', { n: 3 }), value: 3 * hour },
    { name: t('for-hours', { n: 24 }), value: 24 * hour },
    { name: t('until-resumed'), value: null, kind: 'primary' },
  ];
  return ask({ title, text: t('pause-what'), choices });
}

/** Why the bot is silent, and until when. */
export function pauseText({ reason, until }) {
  const end = until === null ? t('until-resumed-low') : t('until', { when: when(until) });
  return `${t(`pause.${reason}`)}, ${end}`;
}
