import { phoneLine } from './phone-line.ts';
import type { Wordings } from './wording.ts';

/** How it is told that a chat rests. */
export const chatWordings: Wordings = {
  'alert.loop': ({ chat, values }, { words }) => ({
    title: `⚠️ ${words('A chat rests for an hour: the bot is silent there')}`,
    lines: [
      ...phoneLine(chat, values?.['phone']),
      words(
        values?.['reason'] === 'loop'
          ? 'Another bot seems to answer there: every message came at once, in the same words.'
          : 'More messages came there in an hour than are answered (WABOT_CHAT_HOURLY).',
      ),
      words('To let it answer before that: wabot resume'),
    ],
    level: 'warning',
  }),
};
