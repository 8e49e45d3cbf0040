import type { WordLists } from '../lexicon/lexicon.ts';

const days: WordLists = {
  today: 'сегодня седня сегодняшн* бүгін* today',
  tomorrow: 'завтра завтро завтрашн* ертең ертеңге ертеңгі tomorrow tomorows tmrw tmr tmrrw',
  dayAfter: 'послезавтра послезавтро послезавтрашн* бүрсігүн* бүрсүгүн* overmorrow',
  yesterday: 'вчера вчерашн* позавчера кеше алдыңгүні yesterday',
  wd0: 'понедельник* понедельн* пн дүйсенбі* дүйсембі* monday mon',
  wd1: 'вторник* вт сейсенбі* сейсембі* tuesday tues tue',
  wd2: 'среда среду среды среде ср сәрсенбі* сәрсембі* wednesday wensday wednsday wed',
  wd3: 'четверг* чт бейсенбі* бейсембі* thursday thurs thur thu',
  wd4: 'пятниц* пт жұма жұмада жұмаға жұмадан жұманың жұмасы* friday fri',
  wd5: 'суббот* сб сенбі* сембі* saturday sat',
  wd6: 'воскресен* воскресень* вс жексенбі* жексембі* sunday sun',
  weekdays: 'mondays tuesdays wednesdays thursdays fridays saturdays sundays weekdays',
};

const months: WordLists = {
  mo1: 'январ* янв қаңтар* january jan',
  mo2: 'феврал* фев ақпан* february feb',
  mo3: 'март марта марте мар наурыз* march mar',
  mo4: 'апрел* апр сәуір* april apr',
  mo5: 'май мая мае маю мамыр*',
  mo6: 'июн* маусым* june jun',
  mo7: 'июл* шілде* july jul',
  mo8: 'август* авг тамыз* august aug',
  mo9: 'сентябр* сент қыркүйек* қыркүйег* september sept sep',
  mo10: 'октябр* окт қазан* october oct',
  mo11: 'ноябр* нояб қараша* november nov',
  mo12: 'декабр* дек желтоқсан* december dec',
  may: 'may',
};

const units: WordLists = {
  hour: 'час часа часов часам часу часик* ч сағат* hour hours hr hrs oclock',
  oclock: 'oclock',
  kkHour: 'сағат*',
  halfHour: 'полчаса полчасика пол-часа',
  minute: 'минут* мин minute minutes min mins',
  day: 'день дня дней дню дн денек күн күннен күнде күндері күні күнге күніне күндері day days',
  week: 'недел* апта* week weeks',
  month: 'месяц* мес ай айда айдың айдан айға айы month months',
  year: 'год года году годов лет жыл* year years yr yrs',
  date: 'числа число числу числом',
  weekend: 'выходн* уикенд* викенд* демалыс* weekend weekends',
};

const relations: WordLists = {
  at: 'в во к ко на at by than',
  inAt: 'в во к ко at',
  by: 'by',
  on: 'on the of for',
  in: 'in',
  after: 'после позже позднее after since past later',
  afterwards: 'кейін соң кейінірек onwards',
  before: 'до раньше earlier before until till',
  beforehand: 'дейін шейін',
  from: 'с со от from between между',
  till: 'до по to till until and и through thru',
  with: 'пен бен мен',
  among: 'арасы* аралы*',
  po: 'по',
  within: 'через чериз черз чрз спустя cherez',
  about:
    'около примерно приблизительно ориентировочно примрно шамамен around about roughly approximately circa',
  nearly: 'шамасы* кезінде шақта',
  where: 'где',
  whereTo: 'то нибудь',
  next: 'следущ* следующ* след келесі next',
  this: 'эту эта этот это этой этом эти этих ближайш* осы бұл this coming upcoming',
  last: 'прошл* минувш* өткен былтыр* last previous',
  ago: 'назад ago бұрын',
  every: 'кажд* ежедневн* еженедельн* every each сайын',
  begin: 'начал* басы* басында beginning start early',
  middle: 'середин* ортасы* middle mid',
  end: 'конец конце конца концу соңы* аяғы* аягы* end late',
  instead: 'вместо кроме except instead орнына басқа',
};

const clock: WordLists = {
  half: 'половин* половину жарты half',
  halfOf: 'пол полу',
  andHalf: 'жарым жарымда жарымға жарымнан жарымына половиной',
  oneAndHalf: 'полтора полторы',
  couple: 'пару пара парочку couple бірнеше',
  quarter: 'четверть четверти quarter ширек',
  without: 'без',
  past: 'past',
  to: 'to',
  a: 'a an',
  am: 'am',
  pm: 'pm',
};

const parts: WordLists = {
  morning: 'утром утречком утро утру таңертең* таңға таңда ертемен morning mornings',
  ofMorning: 'утра таңғы таңертеңгі',
  noonMeal: 'обед обеду обеденн* түсте түскі түске түстегі lunch lunchtime',
  noon: 'noon midday полдень полудню полудня',
  timeWord: 'время времени уақыт* time',
  afterMeal: 'обеда түстен lunch',
  daytime: 'днем күндіз afternoon daytime',
  ofDay: 'дня күндізгі',
  evening: 'вечером вечерком вечер вечеру кешке кешкісін кешкілік* evening tonight tonite',
  ofEvening: 'вечера кешкі вечира',
  early: 'рано пораньше ерте early',
  firstHalf: 'первой первую бірінші first',
  secondHalf: 'второй вторую екінші second',
  halfDay: 'половине половину жартысы*',
  eveningToday: 'tonight tonite',
};

const refusing: WordLists = {
  move: 'перенес* перенос* перенести перезапиш* move reschedule ауыстыр*',
  not: 'не not',
  cannot: `немогу несмогу cant cannot wont doesnt isnt couldnt неудобно неудобен неудобна занят занята заняты никак нельзя отмените отменить отмена busy unavailable
    алмаймын алмаймыз алмайм келмейді болмайды бармаймын келмеймін қолайсыз ыңғайсыз жарамайды сәйкеспейді емеспін емеспіз`,
  able: `могу можем смогу сможем получится получается получиться выйдет подходит подойдет успею успеваю успеем приду придем приеду приедем буду будет удобно устраивает устроит вариант хочу надо нужно work works suit suits able possible good available free make`,
  emes: 'емес емесп* жоқ',
  asks: 'па пе ба бе ма ме',
  but: 'а но лучше давайте давай можно мож тогда зато бірақ онда but instead maybe lets болсын болса запишите',
};

/** What else a number may count or name, so that it is no time. */
const counted: WordLists = {
  thing: `класс* групп* уровен* уровн* человек* чел людей детей раз раза рет рета школ* сынып* топ топта топқа тобы* адам* бала балам* бала жаста жас жасар* жастан level grade class group people persons kids children adults guests times
    дом доме үй квартир* пәтер* кабинет* подъезд* этаж* қабат* офис* room office flat apartment floor street house уч участ* микрорайон* мкр корпус* блок* вагон* мест места орын*
    тысяч* тыс мың теңге тг тенге руб* рубл* р долл* бакс* usd kzt rub euro евро thousand процент* пайыз* percent кг грамм* литр* метр* см мм км м шт штук* дана пар пары уроков урока занятий занятия lessons балл* band размер* размера номер* часть тур ряд
    курсов курса модул* звезд* палат* участник* гостей порци* чашк* столика столиков билет* сезон* серии серия глав* задани* пункт* филиал* бригад*`,
  maybeThing: 'ребен* взросл* место урок занятие сабақ курс* стол* гости гостя lesson course',
  age: 'лет год года годик* годика годам летн* жаста жас жасар* жастағы old yo year years',
  named:
    'группа группе группу уровень класс дом кв квартира номер кабинет этаж подъезд офис школа школе ielts toefl level grade class group room flat улица ул проспект пр мкр микрорайон корпус размер пәтер көшесі топ бағасы цена возраст',
  street: 'улица улице улицы ул',
  money: 'цена цене стоимость бағасы price cost за',
};

/** What is said in greeting and in wishing well, with a part of the day. */
const polite: WordLists = {
  kind: 'добр* қайырлы',
  good: 'добр* доброе доброго хорош* приятн* спокойн* отличн* қайырлы қайырл* good nice великолепн*',
  greeted:
    'утро утра день дня вечер вечера вечерочек ночи времени суток таң таңертең күн кеш кешті түн morning afternoon evening day night',
};

/** What words mean in a text that may say when somebody wants to come. */
export const whenWords: WordLists = {
  ...days,
  ...months,
  ...units,
  ...relations,
  ...clock,
  ...parts,
  ...refusing,
  ...counted,
  ...polite,
};

/** Where one wrong letter is forgiven. */
export const slippingWords: readonly string[] = [
  'today',
  'tomorrow',
  'dayAfter',
  'within',
  'evening',
  'next',
  'weekend',
  ...Object.keys(days).filter((name) => name.startsWith('wd')),
  ...Object.keys(months).filter((name) => name.startsWith('mo')),
];
