/** Why something may not be kept of a customer. */
export type FactFault =
  | 'health'
  | 'document'
  | 'card'
  | 'password'
  | 'religion'
  /** A phone number that is not the customer's own. */
  | 'number'
  /** It would tell the bot what to do, or what to grant. */
  | 'order';

/** Beginnings of words, in Russian, Kazakh and English; what would also name a thing that is sold is left to the model's rules. */
const words: Readonly<Record<Exclude<FactFault, 'number'>, readonly string[]>> = {
  health: [
    'диагноз|болезн|боле(?:ю|ет|ем|ют|ла|ли)(?!\\p{L})|болит|болят|болел|больн(?:ой|ая|ые|ого|ому|ым|ых|иц|ичн)|боль в',
    'заболева|аллерги|непереносимост|диабет|беремен|онколог|опухол|инсульт|инфаркт|астм|эпилеп|гипертон|инвалид',
    'депресси|психиатр|психотерап|невроз|вич(?!\\p{L})|спид(?!\\p{L})|гепатит|туберкул|ковид|коронавирус|лекарств|антибиотик|инсулин',
    'таблет\\p{L}*(?!\\p{L}| для (?:посуд|бассейн))|артериальн\\p{L}* давлени|давление (?:скач|высок|низк)|рак (?:груди|л[её]гк|желудк|кожи|крови|печени)',
    'рецепт\\p{L}* (?:от )?врач|анализ\\p{L}* (?:крови|мочи)|прививк|вакцин|кариес|пульпит|кормящ|перелом(?!н)|вывих|грыж|простуд|простыл|грипп',
    '(?:плох|слаб)\\p{L}* (?:зрени|слух|сердц)|после операци|перен[её]с\\p{L}* операци|целиак',
    'ауру(?!м)|ауыра|ауыры|ауырған|науқас|сырқат|жүкті|екіқабат|қан қысым|мүгедек|дәрі(?!с)|емдел|емдеу|ота жаса|екпе ал',
    'diagnos|disease|illness|(?:is|was|got) (?:ill|sick)(?!\\p{L})|diabet|allerg|pregnan|cancer|tumou?r|disabled|disabilit|blood pressure',
    'medicat|medicine|prescription|asthma|depressi|anxiety|hiv(?!\\p{L})|hepatitis|surgery|injur|vaccin|covid|epilep|migraine|insulin',
    'c(?:o)?eliac|lactose intoleran|heart (?:attack|disease|condition)|stroke(?!\\p{L})',
  ],
  document: [
    'паспорт|техпаспорт|загранпаспорт|удостоверени|иин(?!\\p{L})|инн(?!\\p{L})|снилс|водительск\\p{L}* (?:прав|удост)|свидетельств\\p{L}* о',
    'вид на жительство|военн\\p{L}* билет|номер\\p{L}* полис',
    'төлқұжат|жеке куәлі|жсн(?!\\p{L})|жүргізуші куәлі|туу туралы куәлі',
    'passport|id[ -]card|identity (?:card|document)|national id|driver\\S{0,2} licen[cs]e|driving licen[cs]e|social security|ssn(?!\\p{L})',
    'birth certificate|residence permit|iin(?!\\p{L})',
  ],
  card: [
    'номер\\p{L}* карт|карт\\p{L}* номер|cvv|cvc|iban|номер\\p{L}* сч[её]т|расч[её]тн\\p{L}* сч[её]т|срок\\p{L}* действия карт',
    'карт\\p{L}{0,4}\\P{L}{0,4}(?:\\*+|…|\\.{2,}|••+)\\s?\\d{4}|карт\\p{L}{0,4} (?:заканчива|на конце|оканчива)',
    'карта(?:сының)? нөмірі|шот нөмірі',
    'card number|card(?:s)? (?:ending|ends)|card \\P{L}{0,3}[*•]+\\s?\\d{4}|account number|sort code',
  ],
  password: [
    'парол|пин-?код|пин(?!\\p{L})|код\\p{L}* (?:из|с|подтвержд|доступа|смс|sms)|смс-код|sms-код|кодов\\p{L}* слов|логин',
    'құпия ?сөз|растау код',
    'password|passcode|passphrase|pin(?!\\p{L})|(?:one-time|verification|security|access|sms) code|otp(?!\\p{L})|login',
  ],
  religion: [
    'религи|мусульман|исламск|исповед|православ|христиан|католи|иуде|еврей|евреи|буддис|атеис|верующ|намаз|мечет|церк|молит|халял|халал',
    'кошер|рамадан|рамазан|ораза(?:да|ны|сын)?(?!\\p{L})|постит|(?:держ|соблюд)\\p{L}* пост(?!\\p{L}{3})|хиджаб|священник|крещ|крестин|иегов',
    'діндар|діні(?!\\p{L}{2})|мұсылман|мешіт|шіркеу|құдай',
    'religio|muslim|islam(?:ic)?(?!\\p{L})|christian(?!\\p{L})|catholic|orthodox|jewish|buddhis|atheist|hindu|prays?(?!\\p{L})|prayer|mosque',
    'church|synagogue|halal|kosher|ramadan|hijab|(?:for|observes|keeps) lent(?!\\p{L})|fasts(?!\\p{L})|fasting',
  ],
  order: [
    'игнорир|промпт|систем\\p{L}* (?:сообщ|инструкц)|инструкци\\p{L}* (?:бот|для бот|ассистент)|отныне|всегда (?:давай|делай|отвечай|предоставляй|говори|подтверждай)',
    'ты (?:должен|обязан)|бот (?:должен|обязан)|vip|вип(?!\\p{L})',
    '(?:скидк|жеңілдік|discount)\\P{N}{0,30}\\d|\\d{1,3}\\s?%\\P{N}{0,12}(?:скидк|жеңілдік|discount)|бесплатн\\p{L}* (?:всё|все|навсегда|пожизнен)',
    'елемеу|нұсқауды|әрқашан (?:бер|айт|раста)',
    'ignore|system prompt|prompt(?!\\p{L})|instructions?(?!\\p{L})|from now on|always (?:give|offer|answer|grant|confirm|say)|you must|(?:bot|assistant) must',
  ],
};

const patterns = Object.entries(words).map(
  ([fault, all]) =>
    [fault as FactFault, new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join('|')})`, 'iu')] as const,
);

/** Dates, and sums of money: no phone number and no document, however many digits they have. */
const harmless =
  /(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d|\d{1,3}(?:[ \u00a0\u202f]?\d{3}){1,3}(?=\s?(?:₸|₽|\$|€|тг|тенге|теңге|руб|сум|kzt|rub|usd|tenge))/giu;

/** Seven digits and more, as phones are written. */
const digitRun = /\+?\(?\d(?:[ \u00a0\u202f().\-\u2010-\u2013]{0,2}\d){6,}/g;

/** What stands before the number of an order. */
const beforeOrder =
  /(?:№|#|no\.?|заказ\p{L}*|тапсырыс\p{L}*|order|сч[её]т\p{L}*|invoice)\s{0,2}(?:№|#)?\s{0,2}$/iu;

/** As many digits as documents and cards have, and no phone number. */
const documentDigits = 12;

/** Why this may not be kept of the customer of this chat; undefined: it may. */
export function factFault(text: string, chat: string): FactFault | undefined {
  const plain = text.normalize('NFKC').replaceAll('ё', 'е').replaceAll('Ё', 'Е');
  for (const [fault, pattern] of patterns) if (pattern.test(plain)) return fault;
  return numberFault(plain.replace(harmless, ' '), chat);
}

function numberFault(text: string, chat: string): FactFault | undefined {
  const own = chat.split(/[@#]/)[0]?.slice(-10) ?? '';
  for (const { 0: run, index } of text.matchAll(digitRun)) {
    const digits = run.replace(/\D/g, '');
    if (own.length === 10 && digits.endsWith(own)) continue;
    if (digits.length >= documentDigits) return digits.length >= 13 ? 'card' : 'document';
    if (!beforeOrder.test(text.slice(Math.max(0, index - 24), index))) return 'number';
  }
  return undefined;
}
