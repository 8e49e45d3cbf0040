import { digestSetting } from './digest-setting.ts';
import type { Setting } from './settings.ts';

/** Words of WABOT_ALERTS: topics and routes in any order; empty: everything, by every route. */
export type AlertWords = readonly string[];

/** A word for a topic, or the name of a route. */
const word = /^[a-z][a-z\d-]{0,40}$/;

function alertWords(
  env: string,
  declaration: { summary: string; default: string; example: string },
): Setting<AlertWords> {
  return {
    env,
    ...declaration,
    parse(value) {
      const words = value
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean);
      if (words.every((each) => word.test(each))) return words.filter((each) => each !== 'all');
      throw new Error(`must be words such as account, budget or telegram with commas between them`);
    },
  };
}

/** What the business is told when something is amiss. */
export const alertSettings = {
  alerts: alertWords('WABOT_ALERTS', {
    summary:
      'Alerts you get, with commas: all, none, or account, arrival, budget, model, speech, voice, prompt, journal, disk, given-up, shutdown, greeting, loop; by whatsapp, telegram, webhook',
    default: 'all',
    example: 'account, arrival, budget, telegram',
  }),
  digest: digestSetting,
};
