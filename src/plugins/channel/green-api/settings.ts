import {
  peopleSettings,
  serverSettings,
  proxyUrl,
  flag,
  integer,
  optionalText,
  optionalUrl,
  url,
  type Setting,
  type ValuesOf,
} from '../../../core/plugin-api/settings.ts';
import { mediaHosts } from './addresses.ts';
import { sharedUrl } from './client.ts';
import { partsOf } from './parts.ts';

/** The numbers of instances, as the console shows them, with commas between them. */
function idInstance(env: string): Setting<string> {
  return {
    env,
    summary:
      'idInstance of the GREEN-API instance, from https://console.green-api.com; several with commas between them',
    example: '7103000000',
    isList: true,
    parse(value) {
      const ids = partsOf(value);
      if (!ids.every((id) => /^\d{1,20}$/.test(id)))
        throw new Error(`must be a number, as the GREEN-API console shows it, not "${value}"`);
      if (new Set(ids).size < ids.length) throw new Error('names an instance twice');
      return ids.join(',');
    },
  };
}

/** A token that fits into an address. */
function apiToken(env: string): Setting<string> {
  return {
    env,
    summary: 'apiTokenInstance of the same instance; of several in the same order',
    secret: true,
    isList: true,
    goesTo: [['apiUrl'], ['mediaUrl']],
    parse(value) {
      const tokens = partsOf(value);
      if (tokens.every((token) => isWord(token))) return tokens.join(',');
      throw new Error(
        'must be one word of Latin letters and digits, as it was copied from the GREEN-API console',
      );
    },
  };
}

function isWord(token: string): boolean {
  return /^(?!\.+$)[\x21-\x7e]+$/.test(token) && !/[/?#%\\"'<>]/.test(token);
}

/** The same setting for several addresses with commas between them. */
function addressList<T extends string | undefined>(setting: Setting<T>): Setting<T> {
  const parse = (value: string): T =>
    partsOf(value)
      .map((part) => setting.parse(part))
      .join(',') as T;
  return { ...setting, isList: true, parse };
}

/** Whether an address is one of GREEN-API's own, of an instance or of all. */
function isVendor(address: string): boolean {
  return /\.(?:green-api|greenapi)\.(?:com|net)$/.test(new URL(address).hostname);
}

/** Everything that the channel must be told. */
export const settings = {
  idInstance: idInstance('GREEN_ID_INSTANCE'),
  token: apiToken('GREEN_API_TOKEN'),
  apiUrl: addressList(
    url('GREEN_API_URL', {
      summary:
        'apiUrl of the instance: the one shown in the console is faster than the shared one; of several in the same order',
      default: sharedUrl,
      isVendor,
    }),
  ),
  mediaUrl: addressList(
    optionalUrl('GREEN_API_MEDIA_URL', {
      summary:
        'mediaUrl of the instance, where voice replies are uploaded; derived from GREEN_API_URL if not set',
      example: 'https://7103.media.greenapi.com',
      isVendor,
    }),
  ),
  webhookToken: {
    ...optionalText('GREEN_API_WEBHOOK_TOKEN', {
      summary:
        'webhookUrlToken of the instance (of several in the same order), 16 characters or more; webhook calls without it are rejected. If unset or too short, only calls from this machine are accepted',
      secret: true,
      goesTo: [['apiUrl']],
    }),
    isList: true as const,
  },
  webhookUrl: optionalUrl('GREEN_API_WEBHOOK_URL', {
    summary:
      'Public address of this bot, for `wabot webhook set`, and for `wabot doctor` to compare with the instance',
    example: 'https://bot.example.kz/webhook',
  }),
  callReply: flag('WABOT_CALL_REPLY', {
    summary: 'Whether a person who calls and reaches nobody is told, once a day, to write instead',
    default: 'false',
  }),
  owners: peopleSettings.owners,
  poll: serverSettings.poll,
  openWebhook: serverSettings.openWebhook,
  mediaHosts: mediaHosts('WABOT_MEDIA_HOSTS'),
  // The lists lag by up to two minutes; the rest is for a request that reached the vendor late.
  lookupLagMs: integer('WABOT_LOOKUP_LAG_MS', {
    summary:
      "How long to look for a reply with an unknown outcome in GREEN-API's lists before sending it again, in milliseconds; they lag by up to two minutes",
    default: '140000',
    min: 0,
    max: 600_000,
  }),
  proxy: proxyUrl(
    'HTTPS_PROXY',
    ['https_proxy', 'HTTP_PROXY', 'http_proxy'],
    'Proxy for all outgoing connections',
  ),
  noProxy: optionalText('NO_PROXY', {
    aliases: ['no_proxy'],
    summary: 'Hosts to reach without the proxy',
  }),
};

export type ChannelValues = ValuesOf<typeof settings>;

/** A problem for the settings error where an address holds a name and a password: fetch sends no request to such a one. */
export function passwordsInAddresses({ apiUrl, mediaUrl }: ChannelValues): string[] {
  const addresses = { GREEN_API_URL: apiUrl, GREEN_API_MEDIA_URL: mediaUrl };
  return Object.entries(addresses)
    .filter(([, listed = '']) => partsOf(listed).some(hasPassword))
    .map(
      ([name]) =>
        `${name} must not hold a name or a password; the token belongs into GREEN_API_TOKEN`,
    );
}

function hasPassword(address: string): boolean {
  if (address === '') return false;
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
}
