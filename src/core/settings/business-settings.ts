import { languages, type Language } from '../language/index.ts';
import { choice, text, type Setting } from './settings.ts';

/** The languages that a business speaks, most usual first. */
export function languageList(
  env: string,
  declaration: { summary: string; default: string },
): Setting<readonly Language[]> {
  return {
    env,
    ...declaration,
    parse(value) {
      const wanted = value
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean);
      const known = wanted.filter((word): word is Language =>
        languages.some((language) => language === word),
      );
      if (known.length === wanted.length && known.length > 0) return [...new Set(known)];
      throw new Error(`must be a list of ${languages.join(', ')}, not "${value}"`);
    },
  };
}

/** One language that may be left out. */
export function optionalLanguage(
  env: string,
  declaration: { summary: string; example: string },
): Setting<Language | undefined> {
  return { ...choice(env, languages, declaration), optional: true };
}

const usualTimeZone = 'Asia/Almaty';

/** The time zone of a business by its IANA name; Kazakhstan's when left out. */
export function timeZone(env: string, { summary }: { summary: string }): Setting<string> {
  return { ...text(env, { summary, default: usualTimeZone }), parse: parseTimeZone };
}

/** Where the business is. */
export const businessTimeZone = timeZone('WABOT_TIME_ZONE', {
  summary: 'Time zone of the business, so that the bot knows day and time',
});

/** The usual one is known to be right; to look it up makes the process hold the dates of all the world, six megabytes. */
function parseTimeZone(value: string): string {
  if (value === usualTimeZone) return value;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new Error(`must be a time zone such as Asia/Almaty or Europe/Moscow, not "${value}"`);
  }
}
