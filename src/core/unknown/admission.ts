/** People of a business, as a bot speaks of them. */
const who = {
  ru: 'менеджер|администратор|коллег|руководител|директор|владел|хозя|мастер|специалист|преподавател|учител|врач|тренер|бухгалтер|сотрудник|команд|завуч|куратор|методист',
  kk: 'менеджер|әкімші|администратор|әріптес|басшы|директор|маман|мұғалім|оқытушы|шебер|дәрігер|жаттықтырушы|қызметкер|бухгалтер',
  en: 'manager|administrator|admin|team|colleague|owner|staff|office|teacher|reception|director|specialist|doctor|coach|boss|coworker',
};

/** Within a sentence, and not far. */
const near = String.raw`[^.!?\n]{0,60}?`;
const word = String.raw`(?<![\p{L}-])`;

/** The bot promises to ask its people, or to find out and come back. */
const promises: readonly RegExp[] = [
  new RegExp(
    String.raw`${word}(?:уточню|узнаю|спрошу|выясню|проконсультируюсь)${near} (?:у|с) (?:[\p{L}]{2,12} ){0,2}(?:${who.ru})`,
    'iu',
  ),
  new RegExp(
    String.raw`${word}(?:уточню|узнаю|выясню|спрошу)${near},? (?:и|потом|затем|после чего) (?:сразу |сразу же |обязательно |вам |тут же ){0,3}(?:вернусь|напишу|отвечу|сообщу|скажу|дам)(?!\p{L})`,
    'iu',
  ),
  new RegExp(
    String.raw`${word}(?:передам|переадресую|отправлю|направлю|задам) (?:\p{L}{2,8} ){0,2}вопрос (?:\p{L}{2,12} ){0,2}(?:${who.ru})`,
    'iu',
  ),
  new RegExp(
    String.raw`${word}(?:${who.kk})\p{L}{0,8}[дтн][ае]н ${near}(?:сұрап|нақтылап|біліп|анықтап) (?:\p{L}{2,12} )?(?:бер|айт|жаз|көр|хабар|жауап|кел)\p{L}{0,3}(?:мын|мін|лаймын|амын|емін)`,
    'iu',
  ),
  new RegExp(
    String.raw`${word}(?:нақтылап|біліп|анықтап|сұрап)(?: алып)?,? (?:сізге |кейін |қайта ){0,2}(?:айтамын|беремін|жазамын|хабарлаймын|хабарласамын|жауап беремін|айтып беремін)`,
    'iu',
  ),
  new RegExp(
    String.raw`${word}сұра(?:қ|ғ)\p{L}{1,8} (?:${who.kk})\p{L}{0,8}[гғқк][ае] (?:жеткіземін|жолдаймын|беремін|жіберемін)`,
    'iu',
  ),
  new RegExp(
    String.raw`\b(?:i['’]?ll|i will|let me|i can|i['’]?m going to) (?:just |quickly |gladly )?(?:check|confirm|clarify|verify|find (?:this |that |it )?out|double-check)${near} (?:with|from) (?:the |our |my |a |one of ){0,2}(?:\w{2,12} )?(?:${who.en})`,
    'iu',
  ),
  new RegExp(
    String.raw`\b(?:i['’]?ll|i will|let me|i can) (?:just |gladly )?ask (?:the |our |my |a |one of ){1,3}(?:\w{2,12} )?(?:${who.en})s?(?! to )`,
    'iu',
  ),
  new RegExp(
    String.raw`\b(?:i['’]?ll|i will|let me) (?:find out|check|look into (?:this|that|it))${near} and (?:then )?(?:get back to you|let you know|come back to you|write (?:to )?you|tell you)`,
    'iu',
  ),
  new RegExp(
    String.raw`\b(?:i['’]?ll|i will) (?:pass|forward|send) (?:this|your|that|the) question (?:on )?to (?:the |our |my ){0,2}(?:${who.en})`,
    'iu',
  ),
];

/** The bot does not know; alone this may be about anything. */
const ignorance = new RegExp(
  String.raw`${word}(?:(?:я )?(?:точно |пока |этого |об этом |сам ){0,3}не (?:знаю|владею информацией|располагаю|могу (?:точно )?(?:сказать|ответить|подсказать))|(?:у меня )?(?:пока |об этом |здесь ){0,2}нет (?:\p{L}{3,12} )?(?:информации|данных|сведений)|білмеймін|білмей тұрмын|(?:мәлімет|ақпарат|дерек)\p{L}{0,4} жоқ|айта алмаймын|i(?: do not| don['’]?t| am not|['’]?m not) (?:actually |really |currently |exactly )?(?:know|sure|have (?:that|this|any|the|exact|such)? ?(?:information|details|info|data))|i have no (?:information|details|data))`,
  'iu',
);

/** It tells the customer to ask the people of the business. */
const referral = new RegExp(
  String.raw`${word}(?:(?:уточните|спросите|узнайте|узнать|уточнить|спросить)${near} у (?:\p{L}{3,12} )?(?:${who.ru})|(?:обратитесь|обратиться|позвоните|позвонить|напишите|свяжитесь|связаться)${near} (?:${who.ru})|(?:${who.kk})\p{L}{0,8} ${near}(?:сұраңыз|хабарласыңыз|қоңырау шалыңыз|жазыңыз|нақтылаңыз)|(?:ask|contact|call|check with|write to|reach out to) (?:the |our |with ){0,2}(?:${who.en}))`,
  'iu',
);

/** It is the customer who is asked. */
const isQuestion = /\?[\s"»)*_]{0,3}$/;

/** What is about the customer's own affairs is no question about the business. */
const own =
  /оплат|плат[её]ж|перевод (?:поступ|приш|дош)|чек(?!\p{L}*ап)|ваш\p{L}{0,2} (?:запис|заказ|заявк|брон|жалоб|посылк|анализ)|төлем\p{L}{0,4} (?:түс|келд)|тапсырысыңыз|жазылуыңыз|your (?:order|booking|appointment|payment|complaint|parcel|transfer)/iu;

/**
 * Whether an answer to a customer admits that the bot does not know what was asked: it promises to ask somebody of the business,
 * or says that it does not know and whom to ask. Rather no than a wrong yes.
 */
export function admitsNotKnowing(answer: string): boolean {
  const sentences = answer.split(/(?<=[.!?])\s|\n/);
  const isPromise = (each: string): boolean =>
    !isQuestion.test(each) && !own.test(each) && promises.some((promise) => promise.test(each));
  if (sentences.some(isPromise)) return true;
  if (own.test(answer)) return false;
  return sentences.some(
    (each, at) => ignorance.test(each) && referral.test(`${each} ${sentences[at + 1] ?? ''}`),
  );
}
