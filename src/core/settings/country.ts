import type { Setting } from './settings.ts';

/** The country whose national spelling of phone numbers is understood: two capital letters (ISO 3166). */
export const countrySetting: Setting<string> = {
  env: 'WABOT_COUNTRY',
  summary:
    'Country of the business, two letters; with KZ or RU, phone numbers in commands may also be written as 8700…',
  default: 'KZ',
  parse(value) {
    if (/^[a-z]{2}$/i.test(value)) return value.toUpperCase();
    throw new Error(`must be a country code of two letters such as KZ or RU, not "${value}"`);
  },
};
