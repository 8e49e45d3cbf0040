import { choice, flag, integer, text } from './settings.ts';

/** How much is logged, from most to least. */
export const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** What is logged, and where to. */
export const logSettings = {
  level: choice('LOG_LEVEL', levels, {
    summary: `Log level: ${levels.join(', ')}`,
    default: 'info',
  }),
  folder: text('LOG_DIR', {
    summary: 'Folder of the log file app.log; created if missing',
    default: './logs',
  }),
  content: flag('LOG_CONTENT', {
    summary: "Whether customers' texts and the replies are logged",
    default: 'true',
  }),
  maxMegabytes: integer('LOG_MAX_MB', {
    summary: 'Size at which app.log is rotated to app.log.1, in megabytes',
    default: '10',
    min: 1,
    max: 1000,
  }),
  files: integer('LOG_FILES', {
    summary: 'How many rotated files are kept',
    default: '5',
    min: 1,
    max: 100,
  }),
};
