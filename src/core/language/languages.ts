/** The languages of the bot, by their ISO 639-1 codes; the first is the default. */
export const languages = ['ru', 'kk', 'en'] as const;

/** A language of the bot's own phrases, as an ISO 639-1 code. */
export type Language = (typeof languages)[number];
