/** What a plugin of somebody else imports, as `wabot/plugin`: how it is declared, its settings, its errors, the contracts. */
export {
  audioFileName,
  audioMimeType,
  oggSeconds,
  sniffAudio,
  type AudioFormat,
} from '../audio.ts';
export { duration } from '../settings/bot-settings.ts';
export { isRetryable, ServiceError, SetupError, WabotError } from '../errors.ts';
export { fine, problem, problemOf, warning } from '../kinds/finding.ts';
export { languages, type Language } from '../language/index.ts';
export { definePlugin } from '../kinds/plugin.ts';
export { askedPause, backoff } from '../retry.ts';
export {
  choice,
  decimal,
  flag,
  integer,
  optionalDecimal,
  optionalText,
  optionalUrl,
  settingsError,
  text,
  url,
} from '../settings/settings.ts';
export { longestMessage } from '../split/index.ts';
export type * from '../kinds/archive.ts';
export type * from '../kinds/channel.ts';
export type * from '../kinds/journal.ts';
export type * from '../kinds/memory.ts';
export type * from '../kinds/model.ts';
export type * from '../kinds/prompt.ts';
export type * from '../kinds/speech.ts';
export type * from '../kinds/transcoder.ts';
export type * from '../kinds/voice.ts';
export type { Log, LogFields } from '../log.ts';
export type { Arrival } from '../kinds/arrival.ts';
export type { Finding, Level } from '../kinds/finding.ts';
export type {
  AllKinds,
  AnyPlugin,
  Catalog,
  CheckOptions,
  Kind,
  Kinds,
  Plugin,
  World,
} from '../kinds/plugin.ts';
export type {
  WebhookChange,
  WebhookPlan,
  WebhookSetup,
  WebhookState,
} from '../kinds/webhook-setup.ts';
export type { Environment, Setting, Settings, ValuesOf } from '../settings/settings.ts';
export type { ChatFacts, Entry, TurnRecord, Usage } from '../kinds/turn-record.ts';
