/** What a plugin imports, as `wabot/plugin`: how it is declared, its settings, its errors, the contracts, and what our own are made with. */
export * from './audio.ts';
export * from './containment.ts';
export * from './failures.ts';
export * from './files.ts';
export * from './images.ts';
export * from './knowledge.ts';
export * from './limits.ts';
export * from './network.ts';
export * from './prompts.ts';
export * from './requests.ts';
export * from './settings.ts';
export * from './storage.ts';
export * from './texts.ts';
export * from './time.ts';
export {
  defineOtherPlugin as definePlugin,
  type OtherLog as Log,
  type OtherPlugin as Plugin,
  type OtherWorld as World,
} from './other-plugin.ts';
export { fine, problem, problemOf, warning } from '../kinds/finding.ts';
export { withdrawnReason } from '../kinds/pauses.ts';
export { rejectedLimits } from '../kinds/rejected-limits.ts';
export { wholeText } from '../kinds/alert-message.ts';
export type * from '../kinds/alert.ts';
export type * from '../kinds/alert-message.ts';
export type * from '../kinds/archive.ts';
export type * from '../kinds/arrival.ts';
export type * from '../kinds/calendar.ts';
export type * from '../kinds/cases.ts';
export type * from '../kinds/channel.ts';
export type * from '../kinds/chat-rules.ts';
export type * from '../kinds/cluster.ts';
export type * from '../kinds/deeds.ts';
export type * from '../kinds/finding.ts';
export type * from '../kinds/journal-items.ts';
export type * from '../kinds/journal.ts';
export type * from '../kinds/notices.ts';
export type * from '../kinds/pauses.ts';
export type * from '../kinds/knowledge.ts';
export type * from '../kinds/memory.ts';
export type * from '../kinds/message.ts';
export type * from '../kinds/model.ts';
export type * from '../kinds/plugin.ts';
export type * from '../kinds/prices.ts';
export type * from '../kinds/prompt.ts';
export type * from '../kinds/sink.ts';
export type * from '../kinds/speech.ts';
export type * from '../kinds/tool.ts';
export type * from '../kinds/transcoder.ts';
export type * from '../kinds/turn-record.ts';
export type * from '../kinds/voice.ts';
export type * from '../kinds/webhook-setup.ts';
