/** What every plugin of a kind must pass, as `wabot/suites`. */
export * from './alert.ts';
export * from './archive.ts';
export * from './calendar.ts';
export * from './channel.ts';
export * from './journal.ts';
export * from './knowledge.ts';
export * from './memory.ts';
export * from './model.ts';
export * from './prompt.ts';
export * from './sink.ts';
export * from './speech.ts';
export * from './tool.ts';
export * from './transcoder.ts';
export * from './voice.ts';
export type { AbortPatience } from './aborting.ts';
export type { Closable, Register } from './register.ts';
export type { ServiceOptions } from './service/trouble-checks.ts';
export { troubles, type Served, type Trouble, type Vendor } from './service/vendor.ts';
