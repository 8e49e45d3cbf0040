/** Settings as data: each maker takes the name of a variable and what is said of it, and yields one line of a plugin's table. */
export { serverSettings } from '../settings/bot-settings.ts';
export { businessTimeZone } from '../settings/business-settings.ts';
export { bookingSettings, hoursSettings } from '../settings/hours-settings.ts';
export { peopleSettings } from '../settings/people-settings.ts';
export { duration } from '../settings/duration.ts';
export { proxyUrl } from '../settings/proxy.ts';
export {
  choice,
  decimal,
  flag,
  integer,
  optionalDecimal,
  optionalText,
  optionalUrl,
  text,
  url,
  type Environment,
  type Setting,
  type Settings,
  type ValuesOf,
} from '../settings/settings.ts';
export { settingsError } from '../settings/read-settings.ts';
export { strayingSecrets } from '../origins.ts';
