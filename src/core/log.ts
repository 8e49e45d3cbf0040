/** Fields of a log event. `chat` is shortened and secrets are masked on the way out. */
export type LogFields = Record<string, unknown>;

/**
 * Events, named noun-verb (`reply-sent`), with what belongs to them as fields. An error goes in the field `error`; texts of
 * customers and replies only in the field `text`. The fields are read a moment later: they are not to be changed any more.
 */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
