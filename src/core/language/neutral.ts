/** Names of goods, services and file kinds, as customers write them. */
export const brands = `
  acer adidas ai airba airpods amocrm android api asus audi autocad bereke bitrix bluetooth bmw bosch camry canva cefr chatgpt
  chevrolet chrome claude corolla crm cs css cvv dell doc docx dota egov ent erp excel facebook fi fifa figma firefox forte
  galaxy gemini gis glovo gmail gmat google gps gpt gre gucci halyk hdmi homebank honda hp hr html huawei hyundai ielts iin
  ikea illustrator imac indrive insta instagram ios ip ipad iphone java javascript jpeg jpg kaspi kia kolesa krisha lamoda lcd
  led lego lenovo lexus lg linux macbook magnum mastercard mercedes microsoft minecraft netflix nike nissan nokia olx
  openai oppo ozon payme paypal pdf philips photoshop php pin playstation png poco powerpoint ppt pptx pr ps pubg puma python
  qa qr realme redmi roblox samsung satu seo sim skype smm smo sms sony sql sulpak technodom telegram telegramm tesla tiktok
  toefl toeic toyota tucson twitter typescript uber ubuntu ui unt url usb ux vatsap viber visa vk vpn watsapp wb whatsapp wi
  wifi wildberries windows wolt xbox xiaomi xls xlsx yandex youtube zara zip zoom адидас айпад айти айфон андроид ауди бмв
  вайбер вайлдберриз вайфай ватсап вацап виндовс ворд вотсап глово гугл гугол джава жпг зум икеа индрайвер инста инстаграм
  инстаграмм камри каспи киа кока кола лего лексус майнкрафт макбук мерседес найк нетфликс озон олх пайтон пдф пепси питон
  редми роблокс самсунг скайп смс сяоми телеграм телеграмм тикток тойота убер фейсбук фотошоп халык хендай хуавей эксель юсб
  ютуб ютюб яндекс
`;

/** Loanwords that Russian and Kazakh (and often English) share, interjections, units, test typing. */
export const shared = `
  abc abcd ah asd asdf asdfgh audio bank bot bravo chat cm coca cola demo email eur foto haha hahaha hehe hmm
  internet kg km kurs kzt link login lol menu minus ml mm mmm offline ok okay oke okey oki okk omg online ping pizza plus pm
  pong qwe qwer qwerty stop super taxi tenge test tg uh ura usd video vip wow xd xyz zxc zxcv абвгд абонемент аванс август
  автобус ага администратор адрес акция алгебра алейкум алло ало анализ анкета апельсин апрель аптека ассаламу
  аудио ах ахах ахаха ахахах аэропорт базар бакалавр баланс балет банан банк банкомат баскетбол бассейн бензин билет биология
  бис блок бокс бонус бот браво бургер бухгалтер вакцина вау вебинар велосипед видео виза визитка вип вирус витамин вокзал
  волейбол газета гараж география геометрия гимназия гр градус грамм грант график группа группы декабрь демо депозит дзюдо
  диван дизайн дизель диплом директор доктор документ документы доллар евро журнал имейл институт интернет информатика
  информация июль июнь йога йогурт йцу йцукен какао камера карате карта кафе квартал квитанция кг кек кефир кзт килограмм кино
  класс км код колледж компьютер контакт контракт концерт косметика кофе кредит крем курс курсы кэшбек лекция лимит лимон линк
  литр лифт лицей логика логин логопед лол магазин магистратура май маникюр маркет март массаж мастер математика машина мебель
  менеджер меню метр метро микрофон миллиард миллион минус минут минута мл мм ммм модель модуль монитор мотор мотоцикл музей
  музыка номер ноутбук ноябрь ого ой ок окей океюшки оки октябрь окэй онлайн оператор отель оу офис офлайн оффлайн папка парк
  паркинг пароль паспорт педагог педикюр пицца план планшет плюс поликлиника презентация принтер программа программы проект
  промокод проспект процент психолог психология радио район регион рейс рентген республика ресторан реферат роман сайт салам
  салат салон сантиметр секретарь секунд селфи семинар сентябрь сервис сертификат система сканер см смартфон спорт
  стадион стиль стоматолог стоп студент студенты суп супер супермаркет суши такси тариф тг театр телевизор телефон тема тенге
  теннис тест тестт тонна торт трамвай тренер тренинг троллейбус уалейкум угу университет ура ух файл факультет февраль физика
  филиал фитнес форма формат фото футбол фыв фыва фывапр хаха хахаха хехе химия хихи хм хмм центр чат чек шаблон шампунь
  шахматы шоколад шт экзамен эх январь ячс
`;

/** Given names, surnames and places of Kazakhstan, on both keyboards and in Latin letters. */
export const names = `
  abai abdirakhman abilkhan adil adilet aibek aidana aidyn aigerim aigul ainur aiym aizere aizhan akbota akerke akmaral aktau
  aktobe alibek alikhan alina aliya almagul almas almaty altynai altynsarin amina anuar arailym arkalyk arman aruzhan asel
  asem askar askhat astana astane asylzhan atyrau aubakir auezov ayan ayaulym azamat aziza baikonyr bakyt bakytzhan balkash
  balnur bauyrzhan beibit bekzat bolat bolek botagoz burabai daniyar dariya daulet dauren dias didar dilnaz dinmukhamed
  ekibastuz enlik erasyl erbolat erkin erlan ersultan erzhan esik guldana gulmira gulnar gulnur gulsim gulzhan iliyas indira
  inzhu kairat kalkaman kamila kanat kapshagai karagandy karim karlygash kaskelen kasym kasymov kokshetau kostanai kuandyk
  kuanysh kuat kulash kunanbaev kyzylorda kyzylordy laila lazzat madi madina madiyar makpal maksat mariyam medeu meiramgul
  mendigara meruert moldir mukhtar murat nazerke nazgul nurai nurbek nurgul nurislam nuriya nurlan nursultan nurtas nurzhan
  olzhas omirbek omirzhan ondasyn orken oskemen oskemena pavlodar petropavl raushan rustem saken samal saniya sanzhar saryarka
  satbaev saule semei serik serikbol shakarim sholpan shugyla shymkent shyngys symbat taldykorgan talgar taraz tattigul timur
  toktar tolegen tomiris toregali turar turkistan ulan ulbolsyn ulytau ulzhan umit ybyrai yrysty zaure zeinep zhamila zhanar
  zhandos zhanibek zhaniya zhansaya zharkent zhasulan zhezkazgan zhibek zulfiya абдирахман абилхан адил адилет азамат азиза
  айбек айгерим айгерім айгул айгүл айдана айдын айжан айзере айнур айнұр айым акбота акерке акмарал актау актобе алибек алина
  алихан алия алмагул алмагүл алматы алтынай алтынсарин амина ануар арайлым аркалык арман аружан арқалық асел асем аскар
  астана астане асхат асылжан асқар атырау аубакир ауезов аян аяулым ақбота ақерке ақмарал ақтау ақтөбе байконыр байқоңыр
  бакыт бакытжан балкаш балнур балнұр балқаш бауыржан бақыт бақытжан бейбит бейбіт бекзат болат болек ботагоз ботагөз бурабай
  бөлек гулдана гулжан гулмира гулнар гулнур гулсим гүлдана гүлжан гүлмира гүлнар гүлнұр гүлнәр гүлсім данияр дария даулет
  даурен дидар дилназ динмухамед ділназ дінмұхамед дәрия дәулет дәурен екибастуз екібастұз енлик ерасыл ерболат ержан еркин
  еркін ерлан ерсултан ерсұлтан есик есік еңлік жамила жанар жандос жанибек жания жансая жаркент жасулан жасұлан жезказган
  жезқазған жибек жібек жәмила жәнібек зауре зейнеп зулфия зүлфия зәуре илияс индира инжу кайрат калкаман камила канат
  капшагай караганды карим карлыгаш каскелен касым касымов кокшетау костанай куандык куаныш куат кулаш кунанбаев кызылорда
  кызылорды күләш кәмила кәрім көкшетау лаззат лайла ләззат ләйлә мади мадина мадияр макпал максат мариям мақпал мақсат медеу
  мейрамгул мейрамгүл мендигара меруерт меңдіғара молдир мурат мухтар мұрат мұхтар мәди мәдина мәриям мөлдір назгул назгүл
  назерке нурай нурбек нургул нуржан нурислам нурия нурлан нурсултан нуртас нұрай нұрбек нұргүл нұржан нұрислам нұрия нұрлан
  нұрсұлтан нұртас нәзерке олжас омирбек омиржан ондасын оркен оскемен оскемена оңдасын павлодар петропавл раушан рустем
  рүстем сакен самал санжар сания сарыарка сарыарқа сатбаев сауле семей серик серикбол серік серікбол сымбат сәкен сәния
  сәтбаев сәуле талгар талдыкорган талдықорған талғар тараз таттигул тимур токтар толеген торегали тоқтар турар туркистан
  түркістан тұрар тәттігүл төлеген төреғали улан улболсын улжан улытау умит шакарим шолпан шугыла шымкент шынгыс шыңғыс шұғыла
  шәкәрім ыбырай ырысты ілияс індіра інжу қайрат қалқаман қанат қапшағай қарағанды қарлығаш қаскелең қасым қасымов қостанай
  қуандық қуаныш қуат қызылорда қызылорды құнанбаев үміт ұлан ұлболсын ұлжан ұлытау әбдірахман әбілхан әділ әділет әзиза
  әйгерім әлихан әлия әлібек әмина әнуар әсел әсем әубәкір әуезов өмірбек өміржан өркен өскемен өскемена
`;

/** What stands behind a brand to name one of its goods; elsewhere some are plain English. */
export const models = `
  air black book buds core edge elite fold flip gb gen go gold lite max mini neo note one pad pay plus premium prime pro qr red
  reno se series slim ssd tab tb ti turbo ultra watch макс мини нот лайт про ультра гб
`;
