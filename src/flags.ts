import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { readEnvironment } from './core/environment.ts';
import { countrySetting, toChat } from './core/phone.ts';
import { readSettings } from './core/settings.ts';

/** A customer's phone number in any usual spelling; the value is the chat's id. A wrong one is wrong usage. */
export const phone = Flags.custom({
  summary: 'Phone number of the customer, in any usual spelling.',
  helpValue: '<phone>',
  parse(input) {
    const { values } = readSettings({ country: countrySetting }, readEnvironment().values);
    try {
      return Promise.resolve(toChat(input, values.country));
    } catch (error) {
      throw new CLIError(error instanceof Error ? error.message : String(error), { exit: 2 });
    }
  },
});
