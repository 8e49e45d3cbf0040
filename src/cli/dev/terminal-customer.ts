import type { Language } from '../../core/language/index.ts';
import { sentLanguage, translatorTo } from '../../core/owner-language/index.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { readSettings } from '../../core/settings/read-settings.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { firstCustomer, type SampleCustomer } from './phone/sample-customers.ts';

/** The customer of the terminal: called "Customer" in the language of those who read tickets, which is spoken, too. */
export function terminalCustomer(environment: Environment): SampleCustomer {
  const { ownerLanguage, languages } = botSettings;
  const { values } = readSettings({ ownerLanguage, languages }, environment);
  const language: Language = sentLanguage(values);
  return { chat: firstCustomer, name: translatorTo(language)('Customer'), language };
}
