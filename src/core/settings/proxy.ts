import { optionalText, optionalUrl, type Environment, type Setting } from './settings.ts';
import { settingsError, readSettings } from './read-settings.ts';

/** Proxies as they are used: the address for each scheme (undefined: none), and hosts that are reached without. */
export interface Proxies {
  https: string | undefined;
  http: string | undefined;
  except: string | undefined;
}

/** The address of a proxy, as a setting: refused where it is of a sort that is not understood, such as SOCKS. */
export function proxyUrl(
  env: string,
  aliases: readonly string[],
  summary: string,
): Setting<string | undefined> {
  const url = optionalUrl(env, { aliases, summary, secret: true });
  return {
    ...url,
    parse(value) {
      if (/^socks\w*:/i.test(value))
        throw new Error(
          'must be a URL that begins with http:// or https://: SOCKS needs an HTTP proxy in front of it',
        );
      const address = url.parse(value);
      if (!canDecode(value))
        throw new Error('must hold its name and password as a URL has them: %25 for a %');
      return address;
    },
  };
}

function canDecode(value: string): boolean {
  const { username, password } = new URL(value);
  try {
    return decodeURIComponent(`${username}:${password}`) !== '';
  } catch {
    return false;
  }
}

/** What names the proxies; the lower-case name goes before the other, as it does for other programs. */
export const proxySettings = {
  https: proxyUrl('https_proxy', ['HTTPS_PROXY'], 'Proxy for addresses that begin with https://'),
  http: proxyUrl(
    'http_proxy',
    ['HTTP_PROXY'],
    'Proxy for addresses that begin with http://, and for all without the other',
  ),
  except: optionalText('no_proxy', {
    aliases: ['NO_PROXY'],
    summary: 'Hosts to reach without the proxy',
  }),
};

/** The proxies that the environment names. Throws the settings' SetupError where one cannot be used. */
export function readProxies(environment: Environment): Proxies {
  const { values, problems } = readSettings(proxySettings, environment);
  if (problems.length > 0) throw settingsError(problems);
  return values;
}
