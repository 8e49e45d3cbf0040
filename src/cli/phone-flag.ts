import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { readEnvironment } from '../core/settings/environment.ts';
import { SetupError } from '../core/errors.ts';
import { bare } from './base/undecided-chat.ts';
import { toChat } from '../core/phone.ts';
import { countrySetting } from '../core/settings/country.ts';
import { readSettings } from '../core/settings/read-settings.ts';

/** A customer's phone number in any usual spelling, or a chat's id; `WabotCommand.parse` makes the chat of it. A wrong one is wrong usage. */
export const phoneFlag = Flags.custom({
  summary: 'The customer’s phone in any spelling, or a chat id.',
  helpValue: '<phone>',
  parse(input) {
    // Digits alone may be a chat's id: which they are is said by the channel.
    if (bare.test(input.trim())) return Promise.resolve(input.trim());
    const country = countryOf();
    if (country instanceof SetupError) return Promise.resolve(input);
    try {
      return Promise.resolve(toChat(input, country));
    } catch (error) {
      throw new CLIError(error instanceof Error ? error.message : String(error), { exit: 2 });
    }
  },
});

/** Which instance a chat is on, by its number or its messenger; `WabotCommand.parse` goes by it. */
export const instanceFlag = Flags.string({
  summary: 'The instance of that chat, where the bot has several: its number, or its messenger.',
  helpValue: '<instance>',
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
