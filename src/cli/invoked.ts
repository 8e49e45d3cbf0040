import type { Environment } from '../core/settings/settings.ts';

/** The commands that advice names. */
const commands =
  'autocomplete|block|bookings|chat|config|customer|dev|doctor|eval|history|init|knowledge|logs|migrate|mode|outbox|pause|phrases|plugins|prompts|questions|replay|report|requests|resume|send|serve|service|status|tickets|tools|transcribe|trigger|unblock|usage|webhook';

/** A command of wabot, or the way to the list of all, as advice names it; not what is named as `npx wabot` already. */
const named = new RegExp(
  String.raw`(?<!npx\s+|[\w./-])wabot (?=(?:${commands})(?![\w-])|--help)`,
  'g',
);

/** Advice with the command as it works where it was asked for: `npx wabot` in a clone, `wabot` where it is installed. */
export function asInvoked(text: string, environment: Environment): string {
  return environment['npm_command'] === 'exec' ? text.replace(named, 'npx wabot ') : text;
}
