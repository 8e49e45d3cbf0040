import type { Translate } from '../owner-language/index.ts';
import { caseCalls } from './case-calls.ts';
import { chatCalls } from './chat-calls.ts';
import type { ConsoleParts } from './console-parts.ts';
import { evalCalls } from './eval-calls.ts';
import { knowledgeCalls } from './knowledge-calls.ts';
import { promptCalls } from './prompt-calls.ts';
import { questionCalls } from './question-calls.ts';
import type { SentFields } from './sent-fields.ts';
import { settingsCalls } from './settings-calls.ts';
import { todayView } from './today-view.ts';

/** Something that the page can ask or do; commands do the same by the same functions. */
export interface ConsoleCall {
  /** Changes nothing; otherwise the running bot looks at what has changed when it is done. */
  reads?: true;
  /** Read once for all pages that ask at the same time. */
  shared?: true;
  /** `words` puts sentences for the owner into the language of the page. Throws CallRefused, or a WabotError. */
  run(parts: ConsoleParts, fields: SentFields, words: Translate): Promise<object>;
}

/** Calls by the last part of their address. */
export type Calls = Readonly<Record<string, ConsoleCall>>;

/** Everything that the page can ask or do. */
export const consoleCalls: Calls = {
  today: {
    reads: true,
    shared: true,
    run: async (parts, _fields, words) => {
      const view = await todayView(parts, words);
      const [reasons, detail] = [view.reasons, view.detail].map((all) =>
        all.map((each) => words(each)),
      );
      const errors = view.errors.map((error) => ({ ...error, reason: words(error.reason) }));
      const account = view.account && words(view.account);
      return { ...view, account, reasons, detail, errors };
    },
  },
  ...chatCalls,
  ...caseCalls,
  ...questionCalls,
  ...promptCalls,
  ...knowledgeCalls,
  ...evalCalls,
  ...settingsCalls,
};
