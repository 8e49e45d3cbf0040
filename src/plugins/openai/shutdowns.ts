import { isOpenAi, type OpenAiAccount } from './account.ts';

/**
 * Days on which OpenAI shuts models down, as https://developers.openai.com/api/docs/deprecations had them on 2026-11-23: the
 * service says so of each model by itself, but not to a key that may not read the list.
 */
const shutdowns: Readonly<Record<string, string>> = {
  'gpt-4o': '2027-01-14',
  'gpt-4o-mini': '2027-01-14',
  'gpt-4.1': '2027-01-14',
  'gpt-4.1-mini': '2027-01-14',
  'gpt-5': '2026-12-11',
  'gpt-5-mini': '2026-12-11',
  'gpt-5-nano': '2026-12-11',
  'gpt-5-pro': '2026-12-11',
  o3: '2026-12-11',
  'whisper-1': '2027-02-26',
  'gpt-4o-transcribe': '2027-02-26',
  'gpt-4o-mini-transcribe': '2027-02-26',
};

/** When OpenAI's own model, with or without its date, is shut down, Unix milliseconds; undefined: not known, or no model of OpenAI's. */
export function shutdownOf({
  baseUrl,
  model,
}: Pick<OpenAiAccount, 'baseUrl' | 'model'>): number | undefined {
  if (!isOpenAi(baseUrl)) return undefined;
  const name = model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  const day = Object.hasOwn(shutdowns, name) ? shutdowns[name] : undefined;
  return day === undefined ? undefined : Date.parse(day);
}
