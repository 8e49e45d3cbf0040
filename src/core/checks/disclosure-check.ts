import { fine, warning, type Finding } from '../kinds/finding.ts';
import { botSettings } from '../settings/bot-settings.ts';
import { countrySetting } from '../settings/country.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Environment } from '../settings/settings.ts';

/** Whether customers hear that a machine answers, where the law of the business's country is read so that they must. */
export function checkDisclosure(environment: Environment): Finding {
  const settings = { disclosure: botSettings.disclosure, country: countrySetting };
  const { disclosure, country } = readSettings(settings, environment).values;
  if (disclosure) return fine('customers are told that an AI assistant answers');
  if (country !== 'KZ')
    return fine('customers are not told that an AI assistant answers (WABOT_DISCLOSURE)');
  return warning(
    'customers in Kazakhstan are not told that an AI assistant answers (WABOT_DISCLOSURE=false)',
    'The law on artificial intelligence of 17 November 2025, valid since 18 January 2026, is read so that they must be told (article 21; ask a lawyer): set WABOT_DISCLOSURE=auto.',
  );
}
