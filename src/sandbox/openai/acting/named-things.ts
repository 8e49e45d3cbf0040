import { foldLetters } from '../brain/letters.ts';

/** What functions do to something, by the beginnings of words in English, Russian and Kazakh, folded. */
const deeds: Readonly<Record<string, string>> = {
  book: 'book|reserv|appoint|sign ?up|enrol|запис|запиш|брон|заброн|жазыл|жазып',
  cancel: 'cancel|отмен|болдырма|бас тарт',
  move: 'mov(e|es|ing) |resched|перен[ео]с|ауыстыр|жылжыт',
  order: 'order|buy|purchas|заказ|закаж|куп(и|лю)|оформ|тапсырыс|сатып',
  request: 'request|lead |call ?back|application|inquir|заявк|перезвон|обращени|отиним',
  register: 'register|subscrib|регистр|зарегистр|подпис|тиркел',
  pay: 'invoice|payment link|pay |счет на|выстав|оплат|толем',
  send: 'send|e ?mail|пришл|отправ|вышл|жибер',
};

/** What functions look at. */
const things: Readonly<Record<string, string>> = {
  free: 'free|availab|vacan|slot|свобод|мест|окош|бос |орын',
  lesson: 'lesson|class|training|урок|заняти|трениров|сабак',
  course: 'course|group|курс|групп|топ',
  table: 'table|стол(ик)?(а|ов|и|у)? |устел',
  room: 'room|номер[а-я]* |болме',
  visit: 'visit|doctor|прием|визит|врач|даригер',
  product: 'product|item|goods|товар|издели|тауар',
  price: 'price|cost|how much|tariff|цен|стоим|стоит|стоят|почем|прайс|бага|канша тур',
  stock: 'stock|left in|наличи|остал|остатк|бар ма|калды',
  status: 'status|track|state of|where is|статус|где (мой|моя|мое|мои)|готов|трек|кайда|дайын',
  orders: 'orders?|заказ|тапсырыс',
  delivery: 'deliver|shipping|достав|жеткиз',
  balance: 'balance|points|bonus|баланс|бонус|балл|калган',
  schedule: 'schedul|timetable|расписан|кесте',
  result: 'result|score|grade|homework|результат|оценк|домашн|натиже|бага сы',
  person: 'teacher|master|staff|specialist|преподав|учител|мастер|мугалим|маман',
  discount: 'discount|promo|coupon|скид|промокод|купон|женилдик',
  place: 'branch|address|office|филиал|адрес|мекен',
  weather: 'weather|погод|ауа рай',
  ticket: 'ticket|билет',
  document: 'certificat|document|справк|сертификат|документ|куалик',
};

const wordsOf = (table: Readonly<Record<string, string>>): [string, RegExp][] =>
  Object.entries(table).map(([name, beginnings]) => [name, new RegExp(` (${beginnings})`, 'u')]);

const deedWords = wordsOf(deeds);
const thingWords = wordsOf(things);

function touched(text: string, table: readonly [string, RegExp][]): Set<string> {
  const words = ` ${foldLetters(text)} `;
  return new Set(table.flatMap(([name, pattern]) => (pattern.test(words) ? [name] : [])));
}

/** What a text wants done. */
export function deedsIn(text: string): Set<string> {
  return touched(text, deedWords);
}

/** What a text speaks of. */
export function thingsIn(text: string): Set<string> {
  return touched(text, thingWords);
}

/** A name such as `book_lesson` or `bookLesson` as words. */
export function nameAsWords(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.-]+/g, ' ')
    .toLowerCase();
}
