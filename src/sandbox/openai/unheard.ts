import type { AnswerLanguage } from './brain/language.ts';

/** What stands in place of a transcript when a note carries none: short enough to be taken for what was said in a second. */
const notHeard: Readonly<Record<AnswerLanguage, string>> = {
  ru: 'Песочница не слышит.',
  kk: 'Сынақ ортасы естімейді.',
  en: 'The sandbox cannot hear.',
};

/** What the sandbox answers to such a transcript. */
const explained: Readonly<Record<AnswerLanguage, string>> = {
  ru: '[песочница] Настоящую речь песочница не распознаёт. С ключом OPENAI_API_KEY бот услышит это сообщение; сейчас напишите, пожалуйста, текстом.',
  kk: '[сынақ ортасы] Сынақ ортасы нақты сөзді танымайды. OPENAI_API_KEY кілтімен бот бұл хабарламаны естиді; әзірге мәтін түрінде жазып жіберіңізші.',
  en: '[sandbox] The sandbox does not recognise real speech. With an OPENAI_API_KEY the bot will hear this message; for now, please type it.',
};

const languages: readonly AnswerLanguage[] = ['ru', 'kk', 'en'];

/** The transcript of a note that carries none; in all languages when the chat's is not known. */
export function unheard(language: AnswerLanguage | undefined): string {
  return language === undefined
    ? languages.map((each) => notHeard[each]).join(' ')
    : notHeard[language];
}

/** The answer to a message that holds such a transcript, in its languages; undefined for any other message. */
export function explainUnheard(said: string): string | undefined {
  const found = languages.filter((language) => said.includes(notHeard[language]));
  return found.length === 0 ? undefined : found.map((language) => explained[language]).join('\n\n');
}

/** The message without such transcripts. */
export function withoutUnheard(said: string): string {
  return languages.reduce((text, language) => text.replaceAll(notHeard[language], ''), said).trim();
}
