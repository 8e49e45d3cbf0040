import type { WordLists } from '../lexicon/lexicon.ts';

/** Past tenses of one person, from the masculine: "записал" and "записала". */
function one(list: string): string {
  return list.replace(/\S+/g, (form) => `${form} ${form}а`);
}

/** Short participles, from the masculine: "записан", "записана", "записано", "записаны". */
function done(list: string): string {
  return list.replace(/\S+/g, (form) => `${form} ${form}а ${form}о ${form}ы`);
}

const strong = `записал забронировал зарегистрировал отправил выслал скинул сбросил передал переслал сообщил уведомил предупредил оповестил отменил аннулировал проверил посмотрел заглянул сверил уточнил глянул отложил зарезервировал
  придержал позвонил перезвонил дозвонился оформил создал зачислил подтвердил назначил запланировал направил забронил сдвинул переместил прикрепил продублировал известил зафиксировал адресовал продлил перебронировал переписал переоформил приберег застолбил отослал перенаправил выставил выписал вписал отметил передвинул сместил пересадил донес довел`;
const weak = `снял удалил изменил поменял закрепил оставил добавил включил поставил заказал вернул подал попросил спросил обновил вызвал принял закрыл нашел внес занес сохранил набрал пробил завел начислил собрал узнал убрал вычеркнул исключил отписал подписал подключил отключил активировал приостановил подготовил сформировал оплатил загрузил кинул доставил отдал пригласил доложил объяснил рассказал поговорил пообщался посоветовался занял просмотрел поискал зашел открыл написал сказал распечатал заблокировал присвоил`;
const passive = `записан забронирован зарегистрирован отправлен выслан передан переслан направлен отменен аннулирован удален перенесен сдвинут изменен отложен зарезервирован закреплен оформлен создан добавлен внесен зачислен
  подтвержден назначен запланирован перебронирован отключен исключен вычеркнут вызван отмечен вписан передвинут сформирован выставлен доставлен вручен приглашен подключен активирован приостановлен выписан рассмотрен обработан одобрен получен перечислен уведомлен предупрежден проинформирован оповещен принят снят поставлен возвращен продлен завершен сохранен занесен собран зафиксирован сообщен`;

/** What words mean in a bot's reply in Russian, for `claimsAction`. */
export const russianClaimWords: WordLists = {
  did: `${one(strong)} перенес перенесла связался связалась созвонился созвонилась сверился сверилась дозвонилась договорился договорилась прислал прислала`,
  didSome: `${one(weak)} внесла занесла нашла завела`,
  didTogether:
    strong.replace(/\S+/g, (form) => `${form}и`) +
    ' перенесли связались созвонились внесли добавили нашли включили поставили',
  doing:
    'записываю бронирую регистрирую оформляю отправляю высылаю передаю пересылаю перенаправляю отменяю переношу проверяю звоню связываюсь резервирую откладываю добавляю вношу скидываю направляю уведомляю закрепляю заношу зачисляю набираю сбрасываю предупреждаю назначаю выставляю',
  doingSome: 'ставлю сообщаю пишу смотрю держу оставляю фиксирую говорю',
  wasDone: done(passive),
  context: done('создан добавлен поставлен снят собран сохранен завершен изменен закреплен'),
  told: done('уведомлен предупрежден проинформирован оповещен'),
  booked: done('забронирован зарезервирован записан собран завершен'),
  toYou:
    'вас вам тебя тебе ваш ваша ваше ваши вашу вашего вашей вашему вашим вашей вашу вашем ваших твой твоя твою имя',
  you: 'вы ты',
  me: 'я',
  item: `запись записи записью бронь брони бронирование заказ заказа заявка заявку заявки столик стол номер место визит прием приём регистрация регистрацию счет счёт договор письмо чек ссылка ссылку прайс вопрос вопросы сообщение
    просьба просьбу реквизиты оплата слот документы файл файлы обращение жалоба жалобу анкета анкету возврат курьера доставка доставку билет билеты абонемент подписка занятие урок список списки время визита приёма слота деньги заявление`,
  source:
    'системе систему базе базу расписание расписанию расписании журнал журнале журналу календарь календарю календаре график графику графике наличие складу складе склад остатки программе',
  subject:
    'запись бронь бронирование заказ заявка визит прием приём счет счёт договор письмо ссылка вопрос сообщение просьба обращение жалоба анкета возврат подписка билет прайс реквизиты документы деньги заявление',
  toRole:
    'администратору менеджеру мастеру врачу доктору тренеру учителю преподавателю директору руководителю повару коллеге коллегам бухгалтеру оператору курьеру специалисту водителю куратору мастера менеджера администратора курьера мастером менеджером администратором курьером врачом тренером директором',
  acc: 'вас',
  // Past tenses that are no deed for the customer; being known, they are not taken for one.
  heard:
    'понял поняла услышал услышала увидел увидела ждал ждала ждали рад рада спросил спросила просил просила хотел хотела был была мог могла думал думала помнил помнила узнал узнала прочитал прочитала приветствовала поблагодарила если стала стал',
  looked: 'посмотрел посмотрела глянул глянула проверил проверила',
  photo: 'фото фотографию фотографии видео снимок',
  lone: 'записал записала',
  thanks: 'спасибо благодарю благодарим жаль приятно',
  that: 'что',
  how: 'как',
  retell: 'значит получается выходит понимаю насколько видимо похоже то',
  verify: 'уточните проверьте убедитесь узнайте подскажите покажите',
  since: 'с со начиная',
  month: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  passed: 'прошла прошло прошел прошёл успешно поступила поступил поступило дошла дошел дошло',
  process: 'регистрация запись бронирование бронь оплата заявка заказ',
  now: 'сейчас прямо уже минуту',
  filler:
    'сегодня вчера также тоже только что еще вот да ок готово быстро сам сама и отлично хорошо конечно все',
  stranger:
    'нас нашу наша наш наши все всё который которая которое которые кто школа клиника компания салон центр магазин кафе никто всем многие',
  role: 'администратор менеджер мастер доктор врач тренер учитель преподаватель директор руководитель повар шеф хозяин коллега бухгалтер оператор курьер клиент специалист сотрудник сотрудники администраторы менеджеры',
  state: 'все всё всегда другим другими другой этот эта эти полностью кем-то занят заранее',
  era: 'год года году годом лет летом зимой весной осенью сезон сезоне прошлом прошлой прошлую недавно раньше ранее',
  habit:
    'обычно всегда каждый каждую каждое каждые каждого каждому ежедневно регулярно автоматически часто',
  if: 'если при когда пока чтобы бы ли условии случае едва раз как-только',
  after: 'после',
  event:
    'того этого оплаты предоплаты подтверждения получения внесения заполнения регистрации записи поступления согласования звонка вашего вашей этого',
  not: 'не ни никому никого нет нельзя ничего никогда без вряд невозможно',
  may: 'будет будут быть буду может могу могут можно можем должен должна должно должны считается считаются нужно надо хочу хотите хотели',
  said: 'пишете писали написали говорите говорили сказали сообщили упомянули указали отметили утверждаете обещали обещал рассказали жалуетесь спрашиваете словам поняли упоминали ответили пообещали пообещал заверили уверяли',
  yours: 'место столик стол бронь номер слот время окошко',
  behind: 'за',
  byYou: 'вами тобой',
  gone: 'ушел ушёл ушла ушло ушли улетел улетела улетело',
  list: 'списке списки',
};

/** The same in English. */
export const englishClaimWords: WordLists = {
  deed: `booked scheduled rescheduled reserved registered enrolled signed sent emailed mailed texted forwarded passed notified informed alerted told cancelled canceled moved changed updated checked called phoned rang contacted
    messaged confirmed arranged submitted placed saved held added asked transferred relayed secured blocked processed issued refunded reached flagged shared logged filed spoke verified invited shipped dispatched delivered posted paid logged connected relayed completed complete`,
  halfDeed: 'put made set looked let got took pulled',
  completing:
    'aside know booking reservation appointment order up in into down through touch note hold at',
  doingNow:
    'booking sending forwarding passing checking calling cancelling canceling moving registering reserving placing contacting scheduling adding rescheduling notifying enrolling putting emailing signing processing holding saving keeping',
  i: 'i ive',
  am: 'im am',
  weAre: 'weare',
  adverb: 'been now already all just also successfully officially currently automatically being on',
  target: 'for to in you it your',
  // The same in English.
  heardEn:
    'received missed liked loved wanted needed noticed answered explained mentioned described listed welcomed helped asked noted indeed need',
  keptEn: 'reserved booked saved held sent scheduled emailed secured',
  lookedEn: 'looked',
  photoEn: 'photo photos picture pictures',
  we: 'we weve',
  have: 'has have just',
  be: 'is are was were been youre being',
  been: 'been was were',
  youEn: 'you youre your yours youve',
  itemEn:
    'booking order request message link invoice table room appointment reservation question seat registration enquiry inquiry email receipt contract documents list refund complaint visit spot place slot application ticket details',
  roleEn:
    'manager technician doctor team staff driver administrator admin teacher trainer master operator office courier front desk specialist',
  toldEn: 'notified informed told alerted contacted messaged called',
  stateEn: 'all every everything fully this these always others someone had another',
  ifEn: 'if when once after unless until would whether before as provided should',
  notEn:
    'not no never nothing cant cannot havent hasnt isnt arent wasnt werent dont didnt doesnt wont couldnt yet nobody neither without unable',
  mayEn: 'will can could should must may might ill well to shall lets youll needs need',
  saidEn: 'said say mentioned wrote told saying write thought think understand',
  habitEn: 'usually always every each daily normally generally typically',
  eraEn: 'year years summer winter spring season month recently ago',
  ok: 'done ok okay great sure yes perfect alright just already all good now and also',
};

/** The same in Kazakh, whose deeds are told by their endings (claim-kazakh.ts). */
export const kazakhClaimWords: WordLists = {
  youKk: 'сіз сізді сізге сіздің сенің сені саған сізбен',
  itemKk: 'бронь үстел орын тапсырыс өтініш жазылу шот сілтеме сұрақ',
  notKk: 'жоқ емес жоқсыз жоқпын жоқпыз емессіз',
  toldKk: 'айтқандай айтуыңызша дегендей',
  allKk: 'бұл барлық бәрі басқа',
  heardKk:
    'түсіндім естідім келістім көрдім оқыдым білдім ойладым күттім сүйіндім ұқтым алдым болдым қуандым кешірдім',
  noted: 'ескеріп түсініп ұғып жауап кеңес жоғарыда',
  objectKk: 'сізді сізге',
  photoKk: 'суретіңізді фотоңызды суретті фотоны',
  saying: 'деп дедіңіз дейсіз депсіз',
  ifKk: 'егер соң кейін болса',
  eraKk: 'жылы жыл былтыр биыл өткен жылдан',
  asking: 'ма ме ба бе па пе',
  ongoing: 'жатырмын отырмын жатырмыз тұрмын',
  look: 'жүйеден базадан кестеден журналдан',
};
