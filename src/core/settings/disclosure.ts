import { countrySetting } from './country.ts';
import { writtenValue } from './read-settings.ts';
import { flag, type Environment, type Setting } from './settings.ts';

/** Countries whose law wants customers to know that AI serves them: Kazakhstan's, valid since 18 January 2026 (article 21). */
const disclosingCountries: ReadonlySet<string> = new Set(['KZ']);

const declaration = {
  summary:
    'Whether the first answer of a chat, and its first voice note, says that an AI assistant is answering: true, false or auto (true where WABOT_COUNTRY is KZ, which is its default)',
  default: 'auto',
};

/** Whether customers are told that a machine answers; by itself where the law of the business's country is read so. */
export const disclosure: Setting<boolean> = {
  env: 'WABOT_DISCLOSURE',
  ...declaration,
  parse(value, environment = {}) {
    if (/^auto$/i.test(value)) return disclosingCountries.has(countryIn(environment));
    try {
      return flag('WABOT_DISCLOSURE', { summary: '' }).parse(value);
    } catch (error) {
      throw new Error(`must be auto, true or false, not "${value}"`, { cause: error });
    }
  },
};

/** A country that cannot be read is a problem of its own. */
function countryIn(environment: Environment): string {
  const written = writtenValue(countrySetting, environment) ?? countrySetting.default ?? '';
  return written.trim().toUpperCase();
}
