import { duration } from './duration.ts';
import { integer } from './settings.ts';

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
};
