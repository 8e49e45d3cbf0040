import { foldLetters } from './letters.ts';

/**
 * What customers ask any business about, by the beginnings of words in the three languages, folded (patterns): it bridges
 * what letters cannot, such as "how much" and "prices".
 */
const topics: Readonly<Record<string, string>> = {
  price:
    'цен|стоим|стои|почем|прайс|тариф|сколько (за|будет)|бага|куны |канша|price|cost|how much|fee',
  place:
    'адрес|где|находит|располож|добрат|доех|проех|мекен|кайда|кай жерде|орналас|addres|adres|where|locat|get there',
  start:
    'начина|начал|вечерн|утренн|кешк|старт|расписан|когда .*(занят|урок|курс|групп)|кесте|басталад|кашан .*(сабак|курс|топ)' +
    '|start|begin|evening|morning|timetable|schedule|when .*(class|lesson|course|group)',
  hours:
    'врем[а-я]* работ|часы работ|режим|график работ|открыт|закрыт|до скольк|работаете|выходн|воскресен' +
    '|жумыс уакыт|ашык|жабык|нешеге дейин|демалыс|жексенб|opening|hours|open|closed?|weekend|sunday',
  contact:
    'телефон|позвон|номер|контакт|почт|инста|связат|байланыс|хабарлас|номир|phone|call|contact|e ?mail|insta',
  discount: 'скид|акци|льгот|дешевл|женилдик|арзан|discount|promo|cheaper',
  payment:
    'оплат|оплач|платит|каспи|kaspi|карт(а|о|у|ы|ам)|налич|расс?роч|толе|колма кол|pay|card|cash|instal',
  trial: 'пробн|бесплатн|записат|запиш|сынак|тегин|жазыл|trial|free|sign up|enrol',
  refund:
    'возврат|верн|перенос|перенес|пропус|пропущ|отмен|заболе|кайтар|ауыстыр|жибери?п ал|refund|reschedul' +
    '|miss|cancel|money back',
  staff:
    'преподавател|учител|кто (вед|препод|уч)|окытушы|мугалим|ким окыт|teacher|native|tutor|who teach',
  courses:
    'какие .*(курс|язык|направл)|чему уч|кандай .*(курс|тил)|(which|what) .*(course|language)',
  children: 'дет|ребен|сын|доч|подрост|бала|жасоспирим|child|kid|teen|son |daughter',
  online: 'онлаин|онлайн|дистанц|удаленн|зум|zoom|online|remote',
  certificate: 'серт[ие]ф|диплом|куалик|cert[ie]?f|diploma',
  size: 'сколько (человек|учеников|люд|дет)|неше (адам|бала|окушы)|how many (people|student|kid)|group size|class size',
  parking: 'парков|стоянк|турак|parking',
  delivery: 'достав|привез|жеткиз|deliver|shipping',
};

const patterns = Object.entries(topics).map(([name, beginnings]) => ({
  name,
  words: new RegExp(` (${beginnings})`, 'u'),
}));

/** Topics that say little without the thing asked about: "how much is a pizza" is no question about prices alone. */
const needsThing: ReadonlySet<string> = new Set([
  'price',
  'place',
  'start',
  'courses',
  'children',
  'delivery',
]);

/** Whether an answer depends on what is asked about, not on these topics alone. */
export function needThing(touched: ReadonlySet<string>): boolean {
  return [...touched].every((topic) => needsThing.has(topic));
}

/** The words of a folded text that belong to no topic. */
export function withoutTopics(folded: string): string {
  return patterns
    .reduce(
      (rest, { words }) => rest.replace(new RegExp(`${words.source}[^ ]*`, 'gu'), ' '),
      ` ${folded} `,
    )
    .trim();
}

/** The topics that a text touches. */
export function topicsOf(text: string): Set<string> {
  const words = ` ${foldLetters(text)} `;
  return new Set(patterns.filter((topic) => topic.words.test(words)).map(({ name }) => name));
}
