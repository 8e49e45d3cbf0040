import type { AnswerLanguage } from '../brain/language.ts';

/** What the sandbox asks while it does something; each stands in its message as it is, by which its answer is known. */
export interface Questions {
  service: string;
  time: string;
  cancelled: string;
  moved: string;
  newTime: string;
  value: string;
}

/** What the sandbox says of what it does. */
export interface ActingWords {
  questions: Questions;
  times: string;
  nearest: string;
  noTimes: string;
  taken: string;
  booked: string;
  bookings: string;
  noBookings: string;
  cancelled: string;
  moving: string;
  moved: string;
  left: string;
  dropped: string;
  done: string;
  looked: string;
  refused: string;
  found: string;
}

/** In the customer's language. */
export const actingWords: Readonly<Record<AnswerLanguage, ActingWords>> = {
  ru: {
    questions: {
      service: 'На что вас записать? Ответьте номером или словами.',
      time: 'Какое время вам подходит?',
      cancelled: 'Какую запись отменить? Ответьте номером.',
      moved: 'Какую запись перенести? Ответьте номером.',
      newTime: 'На какое время её перенести?',
      value: 'Напишите, пожалуйста:',
    },
    times: 'Свободное время:',
    nearest: 'На это время мест нет, ближайшее свободное:',
    noTimes: 'Свободного времени тогда нет. Напишите, пожалуйста, другой день.',
    taken: 'Это время уже занято.',
    booked: 'Записал вас:',
    bookings: 'Ваши записи:',
    noBookings: 'Записей у вас нет.',
    cancelled: 'Отменил запись:',
    moving: 'Ваша запись:',
    moved: 'Перенёс вашу запись, теперь она такая:',
    left: 'Ваша заявка оставлена, номер',
    dropped: 'Хорошо, тогда ничего не делаю.',
    done: 'Готово, так ответила функция',
    looked: 'Так ответила функция',
    refused: 'Не получилось, так ответила функция',
    found: 'Вот что нашлось в документах:',
  },
  kk: {
    questions: {
      service: 'Сізді неге жазайын? Нөмірін немесе атауын жазыңыз.',
      time: 'Қай уақыт сізге ыңғайлы?',
      cancelled: 'Қай жазылудан бас тартасыз? Нөмірін жазыңыз.',
      moved: 'Қай жазылуды ауыстырайын? Нөмірін жазыңыз.',
      newTime: 'Оны қай уақытқа ауыстырайын?',
      value: 'Жазып жіберіңізші:',
    },
    times: 'Бос уақыт:',
    nearest: 'Ол уақытта орын жоқ, ең жақын бос уақыт:',
    noTimes: 'Ол кезде бос уақыт жоқ. Басқа күнді жазып жіберіңізші.',
    taken: 'Бұл уақыт бос емес.',
    booked: 'Сізді жазып қойдым:',
    bookings: 'Сіздің жазылуларыңыз:',
    noBookings: 'Сізде жазылу жоқ.',
    cancelled: 'Жазылудан бас тарттым:',
    moving: 'Сіздің жазылуыңыз:',
    moved: 'Жазылуыңызды ауыстырдым, енді былай:',
    left: 'Өтініміңіз қалдырылды, нөмірі',
    dropped: 'Жарайды, онда ештеңе істемеймін.',
    done: 'Дайын, функция былай жауап берді:',
    looked: 'Функция былай жауап берді:',
    refused: 'Болмады, функция былай жауап берді:',
    found: 'Құжаттардан мынадай мәлімет табылды:',
  },
  en: {
    questions: {
      service: 'What shall I book for you? Answer with a number or in words.',
      time: 'Which time suits you?',
      cancelled: 'Which booking shall I cancel? Answer with a number.',
      moved: 'Which booking shall I move? Answer with a number.',
      newTime: 'Which time shall I move it to?',
      value: 'Please write:',
    },
    times: 'These times are free:',
    nearest: 'Nothing is free then; these are the nearest times:',
    noTimes: 'Nothing is free then. Please name another day.',
    taken: 'That time is taken.',
    booked: 'I have booked it for you:',
    bookings: 'Your bookings:',
    noBookings: 'You have no bookings.',
    cancelled: 'I have cancelled your booking:',
    moving: 'Your booking:',
    moved: 'I have moved your booking; it is now:',
    left: 'Your request was left, number',
    dropped: 'All right, then I do nothing.',
    done: 'Done; this is what the function returned:',
    looked: 'This is what the function returned:',
    refused: 'It did not work; this is what the function returned:',
    found: 'This is what I found in the documents:',
  },
};

/** The question that a message of the sandbox ends with, in whatever language; undefined: none. */
export function askedIn(message: string): keyof Questions | undefined {
  const all = Object.values(actingWords).flatMap(
    ({ questions }) => Object.entries(questions) as [keyof Questions, string][],
  );
  return all.find(([, question]) => message.includes(question))?.[0];
}
