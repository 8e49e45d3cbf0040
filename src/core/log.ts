import type { LogEvent } from './log-events.ts';

/** Fields of a log event. `chat` is shortened and secrets are masked on the way out. */
export type LogFields = Record<string, unknown>;

/**
 * Events, named noun-verb (`reply-sent`), with what belongs to them as fields. An error goes in the field `error`; texts of
 * customers and replies only in the field `text`. The fields are read a moment later: they are not to be changed any more.
 * `Event`: the names that may be logged; a plugin of somebody else has its own.
 */
export interface Log<Event extends string = LogEvent> {
  debug(event: Event, fields?: LogFields): void;
  info(event: Event, fields?: LogFields): void;
  warn(event: Event, fields?: LogFields): void;
  error(event: Event, fields?: LogFields): void;
}
