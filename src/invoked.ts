import type { Environment } from './core/settings.ts';

/** A command of wabot as advice names it: in backticks, behind a colon, or at the beginning. */
const named = /(`|: |^|\()wabot (?=[a-z])/gm;

/** Advice with the command as it works where it was asked for: `npx wabot` in a clone, `wabot` where it is installed. */
export function asInvoked(text: string, environment: Environment): string {
  return environment['npm_command'] === 'exec' ? text.replace(named, '$1npx wabot ') : text;
}
