import type { AnswerLanguage } from './language.ts';
import { wording } from './wording.ts';

const record = /<dialogue>\n([^]*)\n<\/dialogue>\s*$/;

/** What was noted before, or what the customer said; the bot's own words are left out. */
const kept = /^(?:Noted so far|Customer): (.+)$/gm;

/** A real model is asked for about as much. */
const longest = 1_000;

/** Where a message is nothing but the record of a dialogue: its end in short, as a model would be asked to sum it up. */
export function digest(message: string, language: AnswerLanguage): string | undefined {
  const [, lines] = record.exec(message) ?? [];
  if (lines === undefined) return undefined;
  const { label } = wording[language];
  const said = [...lines.matchAll(kept)].map(([, text = '']) => text.replaceAll(label, '').trim());
  return `${label} ${said.join(' · ').slice(-longest)}`;
}
