import type { Ask } from './senses.ts';
import type { ToldSentence } from './told.ts';

const clock = /\d{1,2}[:.]\d\d/;
const weekday =
  /понед|вторн|сред[аыу]|четв|пятн|суббот|воскр|дүйсен|сейсен|сәрсен|бейсен|жұма|сенбі|[a-z]day\b/i;
const amount = /\d[\d\s,]*(?:₸|тг|тенге|теңге)|Цена[^:]*: \d/i;

/** How a sentence must look that tells what is asked for; others tell it by speaking of it. */
export const givers: Readonly<Partial<Record<Ask, (told: ToldSentence) => boolean>>> = {
  price: ({ text }) => amount.test(text),
  cheaper: ({ text, senses }) => amount.test(text) || senses.has('discount'),
  when: ({ text }) => clock.test(text) || weekday.test(text),
  starts: ({ text, senses }) => senses.has('starts') || /начина|басталады|start/i.test(text),
  moment: ({ text }) => clock.test(text) || weekday.test(text),
  due: ({ text, senses }) => senses.has('payment') && /\d-|\dth|числа/.test(text),
  hours: ({ text, passage }) =>
    clock.test(text) && /работ|открыт|жұмыс|ашық|open|hours/i.test(passage.heading + text),
  place: ({ text }) => /улиц|просп|көше|street|avenue|адрес|мекен/i.test(text),
  phone: ({ text }) => /\+?\d(?:[ ()-]*\d){9,}/.test(text),
  email: ({ text }) => /\S@\S+\.\w/.test(text),
  count: ({ text }) => /\d[^.]*(?:человек|адам|people)/i.test(text),
  often: ({ text }) => /\d+ (?:занят|урок|сабақ|lesson|class)|Занятий в месяц/i.test(text),
  long: ({ text }) => /мину|час[аов]|месяц|минут|сағат| ай|hour|month/i.test(text),
  who: ({ passage, text }) =>
    /преподав|учител|оқытушы|мұғалім|teacher/i.test(
      `${passage.heading} ${passage.columns ?? ''}`,
    ) || /(?:преподаватель|мұғалім|оқытушы|teacher): /i.test(text),
  name: ({ text }) => /(?:преподаватель|мастер|врач|name|имя): \p{Lu}/iu.test(text),
  courses: ({ senses }) => senses.has('english') || senses.has('courses'),
  age: ({ text }) => /\d+ ?(?:лет|жас|years)|age/i.test(text),
  since: ({ text }) => /\b(?:19|20)\d\d\b/.test(text),
};
