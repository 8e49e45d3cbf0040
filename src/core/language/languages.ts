export const languages = ['ru', 'kk', 'en'] as const;

/** A language of the bot's own phrases, as an ISO 639-1 code. */
export type Language = (typeof languages)[number];
