import { languageByLetters, type AnswerLanguage } from '../brain/language.ts';
import { nameAsWords } from './named-things.ts';
import type { OfferedParameter } from './offered-functions.ts';

/** What arguments with usual names are called when somebody is asked for them. */
const usual: Readonly<Record<string, Readonly<Record<AnswerLanguage, string>>>> = {
  name: { ru: 'Имя', kk: 'Атыңыз', en: 'Your name' },
  phone: { ru: 'Телефон', kk: 'Телефон', en: 'Phone' },
  what: { ru: 'Что вам нужно', kk: 'Не керек', en: 'What you need' },
  when: { ru: 'Когда вам удобно', kk: 'Қашан ыңғайлы', en: 'When it suits you' },
  day: { ru: 'День', kk: 'Күні', en: 'Day' },
  date: { ru: 'Дата', kk: 'Күні', en: 'Date' },
  time: { ru: 'Время', kk: 'Уақыты', en: 'Time' },
  address: { ru: 'Адрес', kk: 'Мекенжай', en: 'Address' },
  email: { ru: 'Почта', kk: 'Пошта', en: 'Email' },
  comment: { ru: 'Комментарий', kk: 'Түсініктеме', en: 'Comment' },
};

/** What an argument is called in a language: by its name where that is a usual one, by the first words of what is said of it, or by its name as it is. */
export function valueLabel({ name, about }: OfferedParameter, language: AnswerLanguage): string {
  const known = usual[name.toLowerCase()]?.[language];
  if (known !== undefined) return known;
  const [first = ''] = about.split(/[.;:(«»]/, 1);
  const label = first.trim();
  const isEnglish = languageByLetters(label) === 'en';
  const fits = label !== '' && label.length <= 60 && isEnglish === (language === 'en');
  return fits ? label : nameAsWords(name);
}
