import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { readEnvironment } from '../core/settings/environment.ts';
import { SetupError } from '../core/errors.ts';
import { toChat } from '../core/phone.ts';
import { countrySetting } from '../core/settings/country.ts';
import { readSettings } from '../core/settings/read-settings.ts';

/** A customer's phone number in any usual spelling; the value is the chat's id. A wrong one is wrong usage. */
export const phoneFlag = Flags.custom({
  summary: 'Phone number of the customer, in any usual spelling.',
  helpValue: '<phone>',
  parse(input) {
    const country = countryOf();
    if (country instanceof SetupError) return Promise.resolve(input);
    try {
      return Promise.resolve(toChat(input, country));
    } catch (error) {
      throw new CLIError(error instanceof Error ? error.message : String(error), { exit: 2 });
    }
  },
});

/** The country of the business; the error of a `.env` that cannot be read, which no flag is to blame for: the command meets it next. */
function countryOf(): string | SetupError {
  try {
    return readSettings({ country: countrySetting }, readEnvironment().values).values.country;
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
}
