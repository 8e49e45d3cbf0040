import { choice, flag, integer, text } from './settings.ts';

/** How much is logged, from most to least. */
export const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** What is logged, and where to. */
export const logSettings = {
  level: choice('LOG_LEVEL', levels, {
    summary: `What is logged: ${levels.join(', ')}`,
    default: 'info',
  }),
  folder: text('LOG_DIR', {
    summary: 'Folder of the log app.log; made when missing',
    default: './logs',
  }),
  content: flag('LOG_CONTENT', {
    summary: 'Whether texts of customers and replies are logged',
    default: 'true',
  }),
  maxMegabytes: integer('LOG_MAX_MB', {
    summary: 'Size at which app.log is put aside as app.log.1, in megabytes',
    default: '10',
    min: 1,
    max: 1000,
  }),
  files: integer('LOG_FILES', {
    summary: 'How many of those older files are kept',
    default: '5',
    min: 1,
    max: 100,
  }),
};
