/** Settings as data: each maker takes the name of a variable and what is said of it, and yields one line of a plugin's table. */
export { duration, serverSettings } from '../settings/bot-settings.ts';
export { proxyUrl } from '../settings/proxy.ts';
export {
  choice,
  decimal,
  flag,
  integer,
  optionalDecimal,
  optionalText,
  optionalUrl,
  settingsError,
  text,
  url,
  type Environment,
  type Setting,
  type Settings,
  type ValuesOf,
} from '../settings/settings.ts';
