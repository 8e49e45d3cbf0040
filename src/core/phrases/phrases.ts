import type { Language } from '../language/index.ts';

/** What the bot says without asking the model. */
export const phraseNames = [
  'unsupported',
  'call',
  'repeat',
  'tooLarge',
  'tooLong',
  'apology',
  'budget',
  'disclosure',
  'handoff',
  'handoffClosed',
  'nobody',
  'voiceDisclosure',
  'rest',
  'away',
  'awayLong',
  'later',
  'unsure',
  'notDone',
  'noFigures',
  'paymentUnseen',
  'awaitsOwner',
  'personFollows',
  'confirm',
  'confirmed',
  'made',
  'imagesUnseen',
  'tooManyFiles',
  'fileTooLarge',
  'fileProtected',
  'fileScan',
  'fileUnreadable',
] as const;
export type PhraseName = (typeof phraseNames)[number];

/** Every phrase in every language; none is empty. */
export type Phrases = Readonly<Record<Language, Readonly<Record<PhraseName, string>>>>;

/** The longest phrase that a file may bring, in UTF-16 units: it must fit one message with ease. */
export const maxPhraseLength = 1000;

/** The phrases that come with the bot, neutral for any business. The Kazakh ones still have to be confirmed by a native speaker. */
export const builtInPhrases: Phrases = {
  ru: {
    unsupported: 'Такое сообщение я открыть не могу. Напишите, пожалуйста, словами, что вам нужно.',
    call: 'Извините, по телефону ответить не получилось. Напишите, пожалуйста, здесь, чем вам помочь.',
    repeat:
      'Извините, не получилось разобрать сообщение. Повторите его, пожалуйста, или напишите текстом.',
    tooLarge:
      'Этот файл слишком большой, я не могу его открыть. Напишите, пожалуйста, текстом или запишите сообщение покороче.',
    tooLong:
      'Голосовое сообщение слишком длинное, я не могу прослушать его целиком. Запишите, пожалуйста, покороче или напишите текстом.',
    apology: 'Извините, сейчас не получается ответить. Пожалуйста, напишите ещё раз немного позже.',
    budget:
      'Извините, сегодня я больше не смогу ответить. Пожалуйста, напишите завтра или позвоните нам.',
    disclosure: 'Вам отвечает ИИ-ассистент.',
    handoff: 'Передаю ваш вопрос сотруднику, он ответит вам здесь.',
    handoffClosed:
      'Передаю ваш вопрос сотруднику. Сейчас мы закрыты, он ответит вам здесь, когда мы откроемся: {when}.',
    nobody:
      'Позвать сотрудника из этого чата я, к сожалению, не могу. Могу ответить на ваши вопросы сам.',
    voiceDisclosure: 'Этот ответ создан искусственным интеллектом.',
    rest: 'Сообщений слишком много, я делаю перерыв на час. Если вопрос срочный, позвоните нам.',
    away: 'Спасибо, ваше сообщение получили. Сейчас мы закрыты, снова будем на связи {when}.',
    awayLong: 'Спасибо, ваше сообщение получили. Сейчас мы закрыты.',
    later: 'Спасибо, ваше сообщение получили. Ответим вам позже.',
    unsure: 'Не могу точно сказать, получилось ли это сделать.',
    notDone: 'Сам я этого, к сожалению, не сделал.',
    noFigures: 'Точно ответить на это я, к сожалению, не могу.',
    paymentUnseen: 'Сам я оплату проверить, к сожалению, не могу.',
    awaitsOwner: 'Передал это сотруднику на подтверждение, пока это не сделано.',
    personFollows: 'Сотрудник всё проверит и ответит вам здесь.',
    confirm: 'Проверьте, пожалуйста, всё ли верно:\n{what}\nЕсли да, ответьте «да».',
    confirmed: 'Сотрудник подтвердил, готово:\n{what}',
    made: 'Готово, вот что сделано:\n{what}',
    imagesUnseen: 'Фото я посмотреть не могу. Опишите, пожалуйста, словами, что на нём.',
    tooManyFiles: 'Файлов слишком много сразу, я посмотрел первые восемь.',
    fileTooLarge: 'Файл слишком большой, я не могу его открыть.',
    fileProtected:
      'Файл защищён паролем или в старом формате, я не могу его открыть. Пришлите, пожалуйста, без пароля или в новом формате.',
    fileScan:
      'В этом файле только снимки страниц без текста, прочитать его я не могу. Пришлите, пожалуйста, фото нужных страниц.',
    fileUnreadable:
      'Файл открыть не получилось. Фото лучше отправить как фото, а документ в PDF, Word или Excel.',
  },
  kk: {
    unsupported: 'Мұндай хабарламаны аша алмаймын. Не керегін сөзбен жазып жіберіңізші.',
    call: 'Кешіріңіз, қоңырауыңызға жауап бере алмадық. Не керегін осы чатта жазып жіберіңізші.',
    repeat:
      'Хабарламаңызды түсіне алмадым. Қайталап жіберіңізші немесе мәтін түрінде жазып жіберіңізші.',
    tooLarge:
      'Бұл файл тым үлкен, оны аша алмаймын. Мәтін түрінде жазып жіберіңізші немесе қысқарақ хабарлама жіберіңізші.',
    tooLong:
      'Дауыстық хабарлама тым ұзақ, оны толық тыңдай алмаймын. Қысқарақ етіп жіберіңізші немесе мәтін түрінде жазып жіберіңізші.',
    apology: 'Кешіріңіз, қазір жауап бере алмай тұрмын. Сәл кейінірек қайта жазып көріңізші.',
    budget:
      'Кешіріңіз, бүгін хабарламаларға енді жауап бере алмаймын. Ертең қайта жазып көріңізші.',
    disclosure: 'Сізге жасанды интеллект көмекшісі жауап беріп отыр.',
    handoff: 'Сұрағыңызды қызметкерге жеткіземін, ол сізге осы чатта жауап береді.',
    handoffClosed:
      'Сұрағыңызды қызметкерге жеткіземін. Қазір жұмыс уақыты емес, ол сізге осы чатта біз ашылғанда жауап береді: {when}.',
    nobody:
      'Өкінішке қарай, бұл чаттан қызметкерді шақыра алмаймын. Сұрақтарыңызға өзім жауап бере аламын.',
    voiceDisclosure: 'Бұл жауап жасанды интеллект арқылы жасалды.',
    rest: 'Хабарлама тым көп, сондықтан бір сағатқа үзіліс жасаймын. Шұғыл болса, бізге қоңырау шалыңызшы.',
    away: 'Рақмет, хабарламаңызды алдық. Қазір жабықпыз, {when} қайта байланыста боламыз.',
    awayLong: 'Рақмет, хабарламаңызды алдық. Қазір жабықпыз.',
    later: 'Рақмет, хабарламаңызды алдық. Сәл кейінірек жауап береміз.',
    unsure: 'Оның орындалғанын нақты айта алмаймын.',
    notDone: 'Өкінішке қарай, мен оны өзім жасаған жоқпын.',
    noFigures: 'Өкінішке қарай, бұған нақты жауап бере алмаймын.',
    paymentUnseen: 'Өкінішке қарай, төлемді өзім тексере алмаймын.',
    awaitsOwner: 'Мұны қызметкердің растауына жібердім, әзірге жасалған жоқ.',
    personFollows: 'Қызметкер тексеріп, сізге осы чатта жауап береді.',
    confirm: 'Бәрі дұрыс па, тексеріп жіберіңізші:\n{what}\nДұрыс болса, «иә» деп жауап беріңіз.',
    confirmed: 'Қызметкер растады, дайын:\n{what}',
    made: 'Дайын, мына іс жасалды:\n{what}',
    imagesUnseen: 'Мен суретті көре алмаймын. Онда не бар екенін сөзбен жазып жіберіңізші.',
    tooManyFiles: 'Файлдар бірден тым көп келді, алғашқы сегізін ғана көрдім.',
    fileTooLarge: 'Файл тым үлкен, оны аша алмаймын.',
    fileProtected:
      'Файл құпиясөзбен қорғалған немесе ескі форматта, оны аша алмаймын. Құпиясөзсіз не жаңа форматта жіберіңізші.',
    fileScan:
      'Бұл файлда мәтін жоқ, тек беттердің суреті бар, оны оқи алмаймын. Керек беттерді фото түрінде жіберіңізші.',
    fileUnreadable:
      'Файлды аша алмадым. Суретті фото ретінде, құжатты PDF, Word немесе Excel түрінде жіберіңізші.',
  },
  en: {
    unsupported: "I can't open a message of this kind. Please tell me in words what you need.",
    call: 'Sorry, nobody could take your call. Please write here what you need.',
    repeat: "Sorry, I couldn't make out that message. Please repeat it or type it instead.",
    tooLarge:
      'This file is too large for me to open. Please type your message or send a shorter one.',
    tooLong:
      'This voice message is too long for me to listen to. Please send a shorter one or type it instead.',
    apology: "Sorry, I can't answer right now. Please write again a little later.",
    budget: "Sorry, I can't answer any more messages today. Please write again tomorrow.",
    disclosure: 'You are talking to an AI assistant.',
    handoff: "I'm passing your question on to a colleague, who will answer you here.",
    handoffClosed:
      "I'm passing your question on to a colleague. We are closed now; they will answer you here when we open: {when}.",
    nobody: "I'm afraid I can't fetch anybody from this chat. I can answer your questions myself.",
    voiceDisclosure: 'This answer was made by AI.',
    rest: 'There are too many messages, so I am taking a break for an hour. If it is urgent, please call us.',
    away: 'Thank you, we have your message. We are closed now and will be back {when}.',
    awayLong: 'Thank you, we have your message. We are closed now.',
    later: 'Thank you, we have your message. We will answer a little later.',
    unsure: "I can't say for certain whether that has been done.",
    notDone: "I'm afraid I haven't done that myself.",
    noFigures: "I'm afraid I can't answer that exactly.",
    paymentUnseen: "I'm afraid I can't check payments myself.",
    awaitsOwner: 'I have passed this to a colleague to confirm; it has not been done yet.',
    personFollows: 'A colleague will check and answer you here.',
    confirm: 'Please check that this is right:\n{what}\nIf it is, answer “yes”.',
    confirmed: 'A colleague has confirmed it, and it is done:\n{what}',
    made: 'This is done, as you asked:\n{what}',
    imagesUnseen: "I can't look at pictures. Please tell me in words what is in it.",
    tooManyFiles: 'There were too many files at once, so I looked at the first eight.',
    fileTooLarge: 'This file is too large for me to open.',
    fileProtected:
      'This file has a password or is in an old format, so I cannot open it. Please send it without a password or in a newer format.',
    fileScan:
      'This file holds only pictures of pages without text, so I cannot read it. Please send photos of the pages you need.',
    fileUnreadable:
      'I could not open this file. Please send a picture as a photo, and a document as PDF, Word or Excel.',
  },
};
