/** Given names, surnames and places of Kazakhstan: they stand in texts of every language. */
export const kazakhNames = list(`
  Әсем, Әлия, Әсел, Әйгерім, Әнуар, Әділ, Әділет, Әлихан, Әбілхан, Әубәкір, Әмина, Әлібек, Әзиза, Әуезов, Әбдірахман, Әшім,
  Айгүл, Айнұр, Айдын, Айбек, Айжан, Айзере, Айым, Ақбота, Ақерке, Ақмарал, Алтынай, Алмагүл, Арман, Арайлым, Асқар,
  Асылжан, Аружан, Бақыт, Бақытжан, Балнұр, Бауыржан, Бекзат, Бейбіт, Ботагөз, Болат, Бөлек, Бүркіт, Гүлнәр, Гүлмира,
  Гүлсім, Гүлжан, Гүлбану, Гүлдана, Дәрия, Дәулет, Дәурен, Дәмелі, Данияр, Дидар, Дінмұхамед, Ділназ, Еркін, Ерлан,
  Ерболат, Ержан, Еңлік, Жәнібек, Жәмила, Жансая, Жанар, Жандос, Жасұлан, Жұлдыз, Жібек, Зәуре, Зүлфия, Зейнеп, Інжу,
  Ілияс, Кәмила, Кәрім, Күләш, Күлпаш, Қайрат, Қанат, Қарлығаш, Қасым, Қуандық, Қуат, Қыз Жібек, Ләззат, Ләйлә, Мәди,
  Мәдина, Мәриям, Мәлік, Мақсат, Мақпал, Меруерт, Мейрамгүл, Мұрат, Мұхтар, Мұстафа, Мөлдір, Назгүл, Нәзерке, Нұрай,
  Нұргүл, Нұрбек, Нұржан, Нұрсұлтан, Нұрия, Нұртас, Оңдасын, Өміржан, Өркен, Раушан, Рүстем, Сәкен, Сәния, Сағынтай, Самал,
  Серік, Серікбол, Сымбат, Тәттігүл, Тұрар, Тоқтар, Төлеген, Төреғали, Ұлжан, Ұлан, Ұлболсын, Үлкен Алматы, Шәкәрім,
  Шыңғыс, Шолпан, Шұғыла, Ырысты, Ықылас, Серікбаев, Нұрғалиев, Жұмабаев, Сәтбаев, Қасымов, Әбенов, Құнанбаев, Оразбайұлы,
  Қайратқызы, Тілеубергенов, Ақышев, Мұқанов, Төлебаев, Қарағанды, Қостанай, Қызылорда, Өскемен, Ақтөбе, Ақтау, Көкшетау,
  Түркістан, Талдықорған, Жезқазған, Семей, Тараз, Шымкент, Атырау, Орал, Екібастұз, Балқаш, Сәтпаев, Байқоңыр, Қаскелең,
  Талғар, Есік, Қапшағай, Жаркент, Ақсай, Арқалық, Көкпекті, Медеу, Бөген, Алғабас, Нұркент, Қалқаман, Мәдениет, Достық,
  Сарыарқа, Ұлытау, Абай, Жамбыл, Төле би, Қазыбек би, Әйтеке би, Наурызбай батыр, Бөгенбай батыр, Қабанбай батыр,
  Сейфуллин, Тәуелсіздік, Керей Жәнібек, Жұбанов, Бәйтерек, Қорғалжын, Алакөл, Бурабай, Көлсай, Көктөбе
`);

/** The same in Latin letters, as they stand in English texts. */
export const latinNames = list(`
  Asem, Aliya, Asel, Aygerim, Anuar, Adil, Adilet, Alikhan, Abilkhan, Aubakir, Amina, Alibek, Aziza, Auezov, Abdirakhman,
  Ashim, Aygul, Aynur, Aydyn, Aybek, Ayzhan, Ayzere, Ayym, Akbota, Akerke, Akmaral, Altynay, Almagul, Arman, Araylym,
  Askar, Asylzhan, Aruzhan, Bakyt, Bakytzhan, Balnur, Bauyrzhan, Bekzat, Beybit, Botagoz, Bolat, Bolek, Burkit, Gulnar,
  Gulmira, Gulsim, Gulzhan, Gulbanu, Guldana, Dariya, Daulet, Dauren, Dameli, Daniyar, Didar, Dinmukhamed, Dilnaz, Erkin,
  Erlan, Erbolat, Erzhan, Enlik, Zhanibek, Zhamila, Zhansaya, Zhanar, Zhandos, Zhasulan, Zhuldyz, Zhibek, Zaure, Zulfiya,
  Zeynep, Inzhu, Iliyas, Kamila, Karim, Kulash, Kulpash, Kayrat, Kanat, Karlygash, Kasym, Kuandyk, Kuat, Kyz Zhibek,
  Lazzat, Layla, Madi, Madina, Mariyam, Malik, Maksat, Makpal, Meruert, Meyramgul, Murat, Mukhtar, Mustafa, Moldir, Nazgul,
  Nazerke, Nuray, Nurgul, Nurbek, Nurzhan, Nursultan, Nuriya, Nurtas, Ondasyn, Omirzhan, Orken, Raushan, Rustem, Saken,
  Saniya, Sagyntay, Samal, Serik, Serikbol, Symbat, Tattigul, Turar, Toktar, Tolegen, Toregali, Ulzhan, Ulan, Ulbolsyn,
  Ulken Almaty, Shakarim, Shyngys, Sholpan, Shugyla, Yrysty, Ykylas, Serikbaev, Nurgaliev, Zhumabaev, Satbaev, Kasymov,
  Abenov, Kunanbaev, Orazbayuly, Kayratkyzy, Tileubergenov, Akyshev, Mukanov, Tolebaev, Karagandy, Kostanay, Kyzylorda,
  Oskemen, Aktobe, Aktau, Kokshetau, Turkistan, Taldykorgan, Zhezkazgan, Semey, Taraz, Shymkent, Atyrau, Oral, Ekibastuz,
  Balkash, Satpaev, Baykonyr, Kaskelen, Talgar, Esik, Kapshagay, Zharkent, Aksay, Arkalyk, Kokpekti, Medeu, Bogen, Algabas,
  Nurkent, Kalkaman, Madeniet, Dostyk, Saryarka, Ulytau, Abay, Zhambyl, Tole bi, Kazybek bi, Ayteke bi, Nauryzbay batyr,
  Bogenbay batyr, Kabanbay batyr, Seyfullin, Tauelsizdik, Kerey Zhanibek, Zhubanov, Bayterek, Korgalzhyn, Alakol, Burabay,
  Kolsay, Koktobe
`);

/** Names that customers write in Latin letters whatever their language is. */
export const brands = list(`
  Kaspi, Halyk, Instagram, WhatsApp, Telegram, TikTok, YouTube, Google, Zoom, iPhone, Samsung, Excel, Word, PowerPoint,
  Photoshop, Python, Java, JavaScript, Windows, Android, Apple, Microsoft, IELTS, TOEFL, PDF, SMS, SIM, QR, Wi-Fi, USB, ID,
  SQL, CRM, SMM, VPN, HR, IT, Figma, Netflix, Yandex, Glovo, Wolt, Wildberries, Ozon, Adidas, Nike, Zara, Google Docs,
  Google Meet, Apple Pay, Kaspi Gold, Face ID, Play Market, App Store, Power BI, Windows 11, MacBook Air, Galaxy, Xiaomi,
  Redmi Note, Toyota Camry, Hyundai, LED, LCD, GPS, HDMI, Bluetooth, Firefox, Chrome, Linux, Writer, HTML, JPEG, URL, PIN,
  DVD, RGB, Free Fire, PUBG, Minecraft, Roblox
`);

function list(names: string): string[] {
  return names.trim().split(/,\s+/);
}
