import { lexiconOf, type WordLists } from '../lexicon/lexicon.ts';

const months: WordLists = {
  month1: 'январ* янв қаңтар* january jan',
  month2: 'феврал* фев ақпан* february feb',
  month3: 'март марта марте наурыз* march mar',
  month4: 'апрел* апр сәуір* april apr',
  month5: 'май мая мае мамыр* may',
  month6: 'июн* маусым* june jun',
  month7: 'июл* шілде* july jul',
  month8: 'август* авг тамыз* august aug',
  month9: 'сентябр* сент қыркүйек* қыркүйег* september sept sep',
  month10: 'октябр* окт қазан қазанда қазанға қазанның қазанына october oct',
  month11: 'ноябр* нояб қараша* november nov',
  month12: 'декабр* дек желтоқсан* december dec',
};

const weekdays: WordLists = {
  weekday0: 'понедельник* пн дүйсенбі* дс monday* mon',
  weekday1: 'вторник* вт сейсенбі* сс tuesday* tue tues',
  weekday2: 'среда среду среды среде средам ср сәрсенбі* wednesday* wed',
  weekday3: 'четверг* чт бейсенбі* бс thursday* thu thur thurs',
  weekday4: 'пятниц* пт жұма жұмада жұмаға жұмадан жұманың жұмасы* friday* fri',
  weekday5: 'суббот* сб сенбі* saturday* sat',
  weekday6: 'воскресен* вс жексенбі* жс sunday* sun',
  workdays: 'будн* weekdays',
  weekend: 'выходны* weekend* демалыс',
};

const money: WordLists = {
  KZT: 'тг тенге теңге* kzt tenge',
  RUB: 'руб рубл* р rub rubles ruble roubles рубль',
  USD: 'долл доллар* usd dollar* бакс* bucks',
  EUR: 'евро eur euro euros еуро',
  KGS: 'сом сома сомов kgs',
  UZS: 'сум сумов uzs',
  CNY: 'юан* cny yuan',
  GBP: 'фунт* gbp pounds',
  UAH: 'грн грив* uah',
  PLN: 'zł zl zloty* злот* pln',
  AED: 'дирхам* dirham* aed',
  TRY: 'лир лира лиры lira*',
  GEL: 'лари gel',
  AZN: 'манат* manat* azn',
  INR: 'рупи* rupee* inr',
};

const units: WordLists = {
  minute: 'минут* мин minute* min mins',
  hour: 'ч h час часа часов часам часу сағ сағат* hour* hr hrs',
  day: 'день дня дней дню дни күн күнде күннен күні күнге дн сут сутки суток тәулік* ночь ночи ночей түнге day days night nights',
  week: 'нед недел* апта* week*',
  month: 'месяц* мес ай айда айдан айға айы айына month months mo',
  year: 'год года году лет жыл* жас жаста* жасқа жасар* year years yr yrs',
  halfYear: 'полгода полугод*',
  halfHour: 'полчаса',
  weight: 'кг килограмм* гр мг грамм* kg kilo* g mg gram*',
  volume: 'литр* л мл liter* litre* l ml',
  length: 'метр* сантиметр* миллиметр* километр* м см м2 metre* meter* m m2 cm км',
  people:
    'человек* чел людей люди адам* person people persons детей ребен* kids гост* участник* ученик* студент* персон* guest* visitor* student* pupil* participant* сотрудник* коллег* пациент* employee* colleague* patient* қызметкер* қонақ* оқушы* бала балаға балалар* балам* балаң* баласы*',
  piece: 'шт штук* дана pc pcs piece*',
  floor: 'этаж* подъезд* қабат* кіреберіс* floor* storey* entrance*',
  either: 'место места мест местн* орын* seat* взросл* детск* adult* child* семейн* family',
  percent: 'процент* пайыз* percent*',
};

const grammar: WordLists = {
  today: 'сегодня бүгін today',
  tomorrow: 'завтра ертең tomorrow',
  overmorrow: 'послезавтра бүрсігүні бүрсігүн',
  thousand: 'тыс тысяч* thousand* мыңға мыңнан',
  million: 'млн миллион* million*',
  hundred: 'hundred жүз',
  oneAndHalf: 'полтора полторы',
  withHalf: 'половиной',
  half: 'пол половин* жарты half',
  andHalf: 'жарым жарымда жарымға жарымнан',
  quarter: 'четверть четверти quarter',
  morning: 'утра таңғы таңертеңгі am',
  daytime: 'дня түскі күндізгі',
  evening: 'вечера кешкі pm',
  nighttime: 'ночи түнгі',
  kazakhHalf: 'таңғы таңертеңгі түскі күндізгі кешкі түнгі',
  beforeHour:
    'с со до в во к ко от по после at from to until till by and after between сағат часов часам',
  range: 'до по to и and дейін till until',
  past: 'past',
  step: 'шаг шага пункт step қадам*',
  within: 'через in кейін соң later',
  roundClock: 'круглосуточн* clock',
  small:
    'с со до в во к ко от по и а на за из для у о об от не но the of a an in on at to and or by is are is if per each need needs мен пен және бар ғой или либо немесе әлде',
};

/** What words mean beside numbers. */
export const meaningsOf = lexiconOf({ ...months, ...weekdays, ...money, ...units, ...grammar });

/** Currencies by their sign. */
export const signs: Readonly<Record<string, string>> = {
  '₸': 'KZT',
  '₽': 'RUB',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'CNY',
  '₴': 'UAH',
  '₺': 'TRY',
  '₾': 'GEL',
  '₼': 'AZN',
  '₹': 'INR',
};

/** What the signs of a calculation do. */
export const operations: Readonly<Record<string, string>> = {
  '+': '+',
  '−': '-',
  '-': '-',
  '–': '-',
  '×': '*',
  '*': '*',
  x: '*',
  х: '*',
  '·': '*',
  '/': '/',
  '÷': '/',
  ':': '/',
};

export const currencies: readonly string[] = Object.keys(money);

/** How many minutes a unit of time has; a month is thirty days, as prices count it. */
export const minutesOf: Readonly<Record<string, number>> = {
  minute: 1,
  hour: 60,
  day: 1440,
  week: 7 * 1440,
  month: 30 * 1440,
  year: 360 * 1440,
};
