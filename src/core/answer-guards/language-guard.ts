import { note } from '../guards/index.ts';
import { isActed, type Question } from '../kinds/model.ts';
import type { Language } from '../language/index.ts';
import { languageNames } from '../language-names.ts';
import type { Guard } from './guard.ts';
import { otherLanguageOf, wishesFor, type WrittenLanguage } from './reply-language.ts';

/** An answer that is plainly in another language than the wanted one; it is asked for twice more, the second time without the dialogue that draws the model into it. */
export const languageGuard: Guard = {
  name: 'language',
  look(text, { answer, question, again, wanted: { language, alsoUsed = [] } }) {
    const written = language && otherLanguageOf(text, language);
    // What has acted is not asked again, and what it says in another language is better than nothing.
    if (language === undefined || written === undefined || isActed(answer)) return text;
    const isWelcome =
      again && (alsoUsed.some((used) => used === written) || wishesFor(written, question));
    if (isWelcome) return text;
    return {
      correction: correctionFor(language, written),
      logged: { wanted: language, written },
      lastly: (asked) => withoutPast(asked, language),
    };
  },
};

function correctionFor(wanted: Language, written: WrittenLanguage): string {
  const right = languageNames[wanted];
  const wrong = written === 'other' ? 'another language' : languageNames[written];
  return `You have answered this before, but in ${wrong}. Write the whole answer in ${right}. Only if the customer has asked for ${written === 'other' ? 'that language' : wrong} in this chat, keep to it.`;
}

/** Only what the customer said last, and the plain word which language to write. */
function withoutPast(question: Question, language: Language): Question {
  const name = languageNames[language];
  const start = question.messages.findLastIndex(({ role }) => role === 'bot') + 1;
  return {
    ...question,
    chat: `${question.chat}\n\n# Once more\n\nWrite in ${name} and in no other language, whatever language the texts above are in.`,
    messages: [
      ...question.messages.slice(start),
      { role: 'customer', text: note(`answer in ${name} only`) },
    ],
  };
}
