import { accountOf, toChat } from '../phone.ts';
import { countrySetting } from './country.ts';
import { writtenValue } from './read-settings.ts';
import type { Environment, Setting } from './settings.ts';

/** So many phones one setting may name. */
const mostPhones = 1_000;

/**
 * Phone numbers in any usual spelling with commas between them (the country is WABOT_COUNTRY); the value is their chats, each
 * once, none when it is not set. A problem says which of them is wrong and never repeats a number.
 */
export function phoneList(
  env: string,
  declaration: { summary: string; example: string; aliases?: readonly string[] },
): Setting<readonly string[]> {
  return { env, ...declaration, default: '', parse: chatsOf };
}

function chatsOf(value: string, environment: Environment = {}): readonly string[] {
  const phones = value.split(/[,;\n]/).filter((phone) => phone.trim() !== '');
  if (phones.length > mostPhones) throw new Error(`must be at most ${mostPhones} phone numbers`);
  const country = countryIn(environment);
  return [...new Set(phones.map((phone, index) => chatOf(phone, index + 1, country)))];
}

function chatOf(phone: string, place: number, country: string | undefined): string {
  try {
    // A person of these lists is the same on every instance.
    if (accountOf(phone.trim()) !== undefined)
      throw new Error('A phone stands here without an instance behind it');
    return toChat(phone, country);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `must be phone numbers with commas between them; number ${place} is wrong: ${reason}`,
      { cause: error },
    );
  }
}

/** Undefined where it is set wrong, which is a problem of its own. */
function countryIn(environment: Environment): string | undefined {
  try {
    return countrySetting.parse(
      writtenValue(countrySetting, environment) ?? countrySetting.default ?? '',
    );
  } catch {
    return undefined;
  }
}
