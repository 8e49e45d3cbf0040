import * as ours from '../kinds/plugin.ts';
import type { Settings } from '../settings/settings.ts';

/** The log as a plugin of somebody else has it: it names its events itself, where ours log what `LogEvent` names. */
export type OtherLog<Event extends string = string> = ours.Log<Event>;

/** The outside, handed in, with such a log. */
export type OtherWorld<Event extends string = string> = ours.World<Event>;

/** A plugin of somebody else: what it is, what it needs to be told, and how it is made. */
export type OtherPlugin<
  K extends keyof ours.AllKinds = keyof ours.AllKinds,
  S extends Settings = Settings,
  Event extends string = string,
> = ours.Plugin<K, S, Event>;

/** Keeps the settings' types together with the code that uses them. */
export const defineOtherPlugin: <K extends keyof ours.AllKinds, const S extends Settings>(
  plugin: OtherPlugin<K, S>,
) => OtherPlugin<K, S> = ours.definePlugin;
