/**
 * What a question to a business may be about, as `asks` are written. The last ones are seldom told, and customers ask
 * for them in words that are everyday ones otherwise.
 */
export const things = {
  trial: `
    пробн|перв(ый|ое|ого|ом) (урок|занят)|сынак|сынап|алгашкы|бириншы? сабак|биринши сабак|trial
    |first (lesson|class)|demo|попробов`,
  free: 'бесплат|тегин|free',
  staff: `
    преподавател|преподом|преподы?!|учител|педагог|окытушы|мугалим|устаз|teach(er|ers)!|tutor
    |instructor`,
  english: 'англ|инглиш|агылш|english|ingl',
  kazakh: 'казах|казак|qazaq|kazakh',
  russian: 'русск|орыс|russian',
  german: 'немец|неметск|немис|german|deutsch',
  chinese: 'китай|кытай|chinese|mandarin',
  ielts: 'ielts|иелтс|айелтс|аелтс|иэлтс|айлтс',
  qaztest: 'qaztest|казтест|каз тест|kaztest',
  hsk: 'hsk',
  business: 'делов|бизнес|искерлик|business',
  club: 'клуб|разговор|сойлесу|speaking|conversation|club',
  individual: `
    индивид|один на один|персонал|жеке|individual|private|one (to|on) one|1 (на|on) 1|репетитор
    |наедине`,
  company: `
    компани|фирм|корпорат|организац|сотрудник|офис|кенсе|compan|corporat|office|employe
    |кызметкерлер`,
  foreigner: 'иностран|шетел|foreigner|expat',
  prepare: 'подготов|дайынд|prep',
  textbook: 'учебник|книг|окулык|китап|textbook|books?!|пособи|материал',
  recording: `
    запис(и|ь|ей) (урок|занят|онлайн|вебин)|видеозап|пересмотр|(урок|занят)\\S* записыв|жазба
    |recording|recorded`,
  native: 'носител|native|ана тили',
  headphones: 'наушник|гарнитур|кулаккап|headphone',
  computer: 'компьют|комп!|ноут|computer|laptop|pc!',
  zoom: 'зум|zoom',
  online: `
    интернет|internet|онлайн|онлаин|дистанц|удален|online|remote|из дома|уйден|from home|кашык
    |не выходя`,
  bus: 'автобус|остановк|аялдама|bus!|bus stop',
  metro: 'метро|metro|subway|underground',
  floor: 'этаж|кабат|floor',
  entrance: 'вход[аыеу]?!|подъезд|кирер|киребер|кире берис|entrance',
  parking: `
    парк(ов|инг)|припарк|стоянк|(поставить|оставить|кинуть) (машин|авто|тачк)
    |машин\\S* (\\S+ )?(поставить|оставить|ставить|деть)|на (своей |своем )?(машине|авто)|турак
    |колик|park(ing)?!|car!|авто(мобил)?!`,
  certificate: `
    серт|дипл|корочк|куалик|cert|diploma|документ (об|после|по оконч|о прохож)
    |(дают|даете|выда\\S*) (\\S+ )?документ`,
  exam: 'экзамен|емтихан|exam',
  test: 'тест|test',
  level: '[aавbсc][12]!|hsk!|уровн|уровен|денгей|level',
  beginner: `
    нуля|ноля|нолден|нулден|начинающ|начальн|[aа]1!|beginner|zero|scratch|основы|бастапкы
    |бастауыш`,
  adults: 'взросл|ересек|adult|grown',
  child: `
    дет(и|ей|ям|ьми|ск|ишк|ок)|ребен|ребят|реб!|малыш|малой|сын!|сына|сыну|сынок|сынишк|доч|внук
    |внуч|школьник|бала|кызым|улым|немере|kid|child|son!|daughter|boy|girl`,
  teen: 'подрост|тинейдж|жасоспир|teen',
  student: 'студен|students?!',
  pensioner: 'пенсион|зейнет|pension|retire|senior',
  family: `
    семь|семей|брат|сестр|муж(у|ем|а)?!|жен(ой|а|у|е)!|дво(е|их) (дет|реб)
    |(2|два|втор\\S*) (реб|сын|дет)|вдвоем|отбас|екинши бала|еки бала|бауыр|family|sibling
    |brother|sister|(two|both|2|second) (kid|child)|husband|wife|spouse`,
  months: `
    (три|3|трех|х) месяц|квартал|вперед|наперед|сразу за|(уш|3) ай|(three|3) months|in advance
    |upfront`,
  invoice: 'счет!|счета|счет на|шот|invoice',
  card: 'карт[аоуы]|картам|карточк|visa card|card',
  cash: 'нал!|налич|налом|колма|cash',
  kaspi: 'каспи|kaspi',
  qr: 'qr|куар',
  transfer: 'перевод!|переводом|перевести|перечисл|аудар|transfer',
  instalments: 'рассроч|расср|раср|частями|по частям|болип|instal|in parts',
  experience: 'опыт|стаж|тажириб|experience',
  education: 'образован|квалифик|билими|degree|qualif',
  program: 'программ|багдарлам|program',
  deliver: 'достав|привез|жеткиз|deliver|shipping',
  job: `
    ваканс|трудоустр|ищете (преп|учит|сотр|людей)|резюме|(на|ищу|нужна|есть) работ[ау]|устроит|работать у вас|требуются
    |набираете (учит|препод|сотруд)
    |(берете|нужны) (ли )?(\\S+ )?(учителя|преподавател\\S*|сотрудник)|зарплат|жумыск?а|жалакы
    |vacanc|hiring|hire|jobs?!|work (for|with) you|career`,
  branch: `
    филиал|друг(ой|ом|их|ие) (город|район|адрес)|еще адрес|баска кала|branch
    |other (cit|location|town)`,
  guarantee: 'гарант|кепилд|guarant',
  birthday: 'день рожд|дня рожд|др!|туган кун|birthday',
  holiday: 'праздн|каникул|мереке|holiday',
  food: `
    корм(ят|ите|ежк)|питани|обед(ы|ом)!|еда!|еду!|еды!|поесть|перекус|тамак|food|lunch|snack
    |meal|eat`,
  visit: 'на дом!|на выезд|выезжаете|уйге кел',
  homework: 'домашк|дз!|домашн\\S* (зад|раб)|уй тапсырма|homework',
  shop: `
    где (\\S+ )?(куп|взять|достать|заказать)|кайдан (\\S+ )?ал|where (can|do) (i|we) (buy|get)`,
  result: 'результат|натиже|result',
} as const;
