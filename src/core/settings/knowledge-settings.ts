import { duration } from './duration.ts';
import { choice, flag, integer, type Setting } from './settings.ts';

/** So much of documents that are searched is put before the model ahead of its first answer, in estimated tokens. */
export const mostFoundTokens = 2_500;

/** How what the business knows beside its prompt reaches the model. */
export const knowledgeSettings = {
  knowledgeTokens: integer('WABOT_KNOWLEDGE_TOKENS', {
    summary:
      'Documents of up to so many tokens, all together, are given to the model whole with every question; larger ones are searched',
    default: '20000',
    min: 0,
    max: 500_000,
  }),
  knowledgeRefreshMs: duration('WABOT_KNOWLEDGE_REFRESH', {
    summary: 'How often to look whether documents have changed: 90s, 5m, 1h, or seconds',
    default: '5m',
  }),
  evalOnSync: flag('WABOT_EVAL_ON_SYNC', {
    summary:
      'Whether a new prompt becomes current only once all conversations of the folder evals pass with it, for `wabot prompts sync` and for a bot that runs: docs/evals.md',
    default: 'false',
  }),
};

/** A length of time, or 0 for none. */
function durationOrNone(
  env: string,
  declaration: { summary: string; default: string },
): Setting<number> {
  const setting = duration(env, declaration);
  return { ...setting, parse: (value) => (/^0+[smhd]?$/i.test(value) ? 0 : setting.parse(value)) };
}

/** What stays known of a customer when the chat is forgotten. */
export const customerSettings = {
  customerTtlMs: durationOrNone('WABOT_CUSTOMER_TTL', {
    summary:
      'How long a few facts about a customer are known after they were last noted (name, what they bought, preferences): 30d, 180d, or seconds; 0 keeps none and erases those that are there',
    default: '180d',
  }),
  customerQuietMs: duration('WABOT_CUSTOMER_QUIET', {
    summary:
      'How long a chat must be quiet before it is looked through for such facts (one call of the model); at most half of WABOT_HISTORY_TTL',
    default: '30m',
  }),
};

/** What is opened of the files that customers send. */
export const fileSettings = {
  images: choice('WABOT_IMAGES', ['auto', 'never'], {
    summary:
      'Whether pictures of customers are shown to the model: auto (if it can see them; uses the converter of voice notes) or never',
    default: 'auto',
  }),
  fileMb: integer('WABOT_FILE_MB', {
    summary:
      'The largest picture or document of a customer that is opened, in megabytes; for larger ones, the customer is told',
    default: '10',
    min: 1,
    max: 25,
  }),
};
