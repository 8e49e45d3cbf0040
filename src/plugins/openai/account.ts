import type { Setting } from '../../core/plugin-api/settings.ts';

/** A service that speaks OpenAI's language, and one model there. */
export interface OpenAiAccount {
  baseUrl: string;
  /** Absent for local servers that ask for none. */
  apiKey: string | undefined;
  model: string;
  /** The settings that a person would change, for advice in errors. */
  names: { apiKey: string; baseUrl: string; model: string };
  /** A second service elsewhere, which shares no key with the first. */
  standby?: boolean;
}

/** OpenAI's own service. */
export const openAiUrl = 'https://api.openai.com/v1';

/** Whether an address is OpenAI's own, regional ones included: only there are its special fields known. */
export function isOpenAi(baseUrl: string): boolean {
  return /^([a-z]{2}\.)?api\.openai\.com$/.test(new URL(baseUrl).hostname);
}

/** Whether an address is one of Azure's, which takes its keys in a header of its own. */
function isAzure(baseUrl: string): boolean {
  return /\.(?:openai|cognitiveservices|services\.ai)\.azure\.(?:com|us|cn)$/.test(
    new URL(baseUrl).hostname,
  );
}

/** The header that carries the key; `authorization` stays out where it is undefined. Tokens of Azure's own accounts go as elsewhere. */
export function keyHeaders({
  apiKey,
  baseUrl,
}: Pick<OpenAiAccount, 'apiKey' | 'baseUrl'>): Record<string, string> {
  if (apiKey === undefined) return {};
  return isAzure(baseUrl) && !apiKey.startsWith('eyJ')
    ? { 'api-key': apiKey }
    : { authorization: `Bearer ${apiKey}` };
}

/** The address without its query, and the query (Azure's `api-version`), which belongs behind the path of every call. */
export function endpointOf({ baseUrl }: Pick<OpenAiAccount, 'baseUrl'>): {
  base: string;
  query: Record<string, string>;
} {
  const { origin, pathname, searchParams } = new URL(baseUrl);
  return {
    base: `${origin}${pathname.replace(/(?<!\/)\/+$/, '')}`,
    query: Object.fromEntries(searchParams),
  };
}

/** What a person calls the service: its name, or its host (never the whole address, which may hold a password). */
export function serviceName({ baseUrl }: Pick<OpenAiAccount, 'baseUrl'>): string {
  return isOpenAi(baseUrl) ? 'OpenAI' : new URL(baseUrl).host;
}

/** A key that fits into an HTTP header; it may be absent. */
export function optionalKey(
  env: string,
  declaration: Pick<Setting<unknown>, 'summary' | 'aliases' | 'goesTo'>,
): Setting<string | undefined> {
  return {
    env,
    ...declaration,
    secret: true,
    optional: true,
    parse(value) {
      if (/^[\x21-\x7E]+$/.test(value)) return value;
      throw new Error(
        'must be one word of Latin letters, digits and signs, as it was copied from the service',
      );
    },
  };
}

/** A problem for the settings error when OpenAI's own service is meant and no key is there; one text for chat and speech. */
export function missingKey({
  apiKey,
  baseUrl,
  names,
  standby = false,
}: OpenAiAccount): string | undefined {
  if (apiKey !== undefined || !isOpenAi(baseUrl)) return undefined;
  if (standby)
    return `${names.apiKey} is not set: ${names.baseUrl} is OpenAI's own service, which needs a key`;
  return (
    "OPENAI_API_KEY is not set: OpenAI's own service needs a key (https://platform.openai.com/api-keys); " +
    'OPENAI_BASE_URL names another service, and OPENAI_SPEECH_API_KEY is for speech alone'
  );
}

/** What makes an account unusable, for the settings error. */
export function problemsOf(account: OpenAiAccount): string[] {
  return [missingKey(account) ?? passwordInAddress(account) ?? []].flat();
}

/** A problem for the settings error when the address holds a name and a password: fetch sends no request to such a one. */
export function passwordInAddress({ baseUrl, names }: OpenAiAccount): string | undefined {
  const { username, password } = new URL(baseUrl);
  if (username === '' && password === '') return undefined;
  return `${names.baseUrl} must not hold a name or a password; a key belongs into ${names.apiKey}`;
}

/** What to do about a refused key. Speech and voices use the model's key where they have none of their own. */
export function keyAdvice({ names: { apiKey } }: OpenAiAccount): string[] {
  const mayBeShared = ['OPENAI_SPEECH_API_KEY', 'OPENAI_TTS_API_KEY'].includes(apiKey);
  return mayBeShared
    ? [
        `Put a valid key into OPENAI_API_KEY, or into ${apiKey} where this service has its own, and start the bot again.`,
      ]
    : [`Put a valid key into ${apiKey} and start the bot again.`];
}
