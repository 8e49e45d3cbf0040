import { sentLanguage, translatorTo } from '../../core/owner-language/index.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { readSettings } from '../../core/settings/read-settings.ts';
import type { Environment } from '../../core/settings/settings.ts';

/** "Customer" in the language of those who read tickets. */
export function nameOfCustomer(environment: Environment): string {
  const { ownerLanguage, languages } = botSettings;
  const { values } = readSettings({ ownerLanguage, languages }, environment);
  return translatorTo(sentLanguage(values))('Customer');
}
