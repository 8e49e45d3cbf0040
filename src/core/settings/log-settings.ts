import { choice, flag, integer, text } from './settings.ts';

/** How much is logged, from most to least. */
export const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** What is logged, and where to. */
export const logSettings = {
  level: choice('LOG_LEVEL', levels, { summary: `What is logged: ${levels.join(', ')}`, fallback: 'info' }),
  folder: text('LOG_DIR', { summary: 'Folder of the log app.log; made when missing', fallback: './logs' }),
  content: flag('LOG_CONTENT', { summary: 'Whether texts of customers and replies are logged', fallback: 'true' }),
  maxMegabytes: integer('LOG_MAX_MB', {
    summary: 'Size at which app.log is put aside as app.log.1, in megabytes',
    fallback: '10',
    min: 1,
    max: 1000,
  }),
  files: integer('LOG_FILES', { summary: 'How many of those older files are kept', fallback: '5', min: 1, max: 100 }),
};
