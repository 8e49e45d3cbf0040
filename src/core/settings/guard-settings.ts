import { flag, type Setting } from './settings.ts';

/** Guards that can be switched off. */
export const optionalGuards = [
  'claim',
  'language',
  'machine',
  'numbers',
  'payment',
  'rules',
  'stranger',
] as const;

/** All guards: no setting lets out a key, half an answer, or the claim that a person writes. */
export type GuardName = (typeof optionalGuards)[number] | 'broken' | 'cut' | 'denial' | 'secret';

function guardNames(
  env: string,
  declaration: { summary: string; example: string },
): Setting<GuardName[] | undefined> {
  return {
    env,
    ...declaration,
    optional: true,
    parse(value) {
      const names = value.toLowerCase().split(/[\s,|]+/);
      return names
        .filter((name) => name !== '')
        .map((name) => {
          const found = optionalGuards.find((known) => known === name);
          if (found !== undefined) return found;
          throw new Error(`must be a list of ${optionalGuards.join(', ')}, not "${name}"`);
        });
    },
  };
}

/** What looks at answers before they are sent. */
export const guardSettings = {
  guardsOff: guardNames('WABOT_GUARDS_OFF', {
    summary: `Guards that do not look at answers, with commas between their names: ${optionalGuards.join(', ')}`,
    example: 'numbers',
  }),
  questions: flag('WABOT_QUESTIONS', {
    summary: 'Whether the model notes what it cannot answer, for `wabot questions list`',
    default: 'true',
  }),
};
