/** What every plugin of a kind must pass, as `wabot/suites`. */
export * from './journal.ts';
export * from './memory.ts';
