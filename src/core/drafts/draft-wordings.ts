import type { Wordings } from '../alerts/wording.ts';
import { caseMark } from '../tickets/ticket-text.ts';
import { draftReply, draftText } from './draft-text.ts';

/** What owners are told of drafts: of one that waits, and what became of one; of what was decided meanwhile, nothing. */
export const draftWordings: Wordings = {
  draft(_, { words }, about) {
    if (!about || about.end) return undefined;
    const [title = '', ...lines] = draftText(about, words).split('\n');
    return { title, lines, reply: draftReply(about, words), level: 'warning' };
  },
  'draft.decided': ({ values }, { words }, about) =>
    about && {
      title: `${caseMark(about.number)}: ${words(String(values?.['what'] ?? ''))}`,
      level: 'info',
    },
};
