import { foldLetters } from './letters.ts';
import type { AnswerLanguage } from './language.ts';

/** What a customer may want that no passage of the business's text answers. */
export type Request = 'complaint' | 'human' | 'robot' | 'booking';

/** By the beginnings of words in the three languages, folded; the first that fits is taken. */
const signs: readonly (readonly [Request, RegExp])[] = [
  [
    'robot',
    / (ты|вы|это|сен|сиз)( что)?( не)? (робот|бот|человек|живой|машина|ии|нейросет|программа|адамсы|роботсы|ботсы)|( с| жив\S+) (ботом|роботом|человеком)( я)?( ли)?( общаюсь| говорю| разговариваю)| (робот|бот|адам|жасанды интеллект)(сы[зн]|пы[зн])? ?(ба|бе|ма|ме|па|пе)? (сиз|сен)| are you (a |an )?(real|human|robot|bot|machine|person|ai|chatbot)| (is this|am i talking to) (a |an )?(real|human|robot|bot|person|ai|machine)/u,
  ],
  [
    'human',
    / (позовите|позови|соедините|соедини|переключите|переведите|дайте|пригласите|нужен|хочу( поговорить)?( с)?|можно( поговорить)?( с)?|можно) (\S+ )?(человек|оператор|менеджер|администратор|сотрудник|жив[оы]|консультант|специалист)| (оператор|менеджер|администратор|админ|адам|маман|кызметкер)\S* (\S+ )?(косы|шакыр|керек|бериниз|жалга|сойлес)| (speak|talk|connect me|transfer me|get me|call|want|need|give me)( \S+)? (\S+ )?(human|person|operator|manager|agent|somebody|someone|administrator)/u,
  ],
  [
    'complaint',
    / (безобраз|ужас|кошмар|жалоб|пожалу[юе][тм]?с|возмут|обман|мошенн|хамств|нахам|недовол|претенз|верните (мне )?(мои )?деньги|отвратительн|позор|сколько можно|шагым|алдады|алаяк|сумдык|наразы|акшамды кайтар|уят|complain|terrible|awful|scam|disgust|outrage|unacceptable|rude|refund me|my money back)/u,
  ],
  [
    'booking',
    / (запишите|запиши|запишусь|хочу записаться|можно записаться|забронир|записаться на|жазып кой|жазыныз|жазылайын|жазылгым|брондап|book (me|a|an|us)|sign me up|enrol me|reserve|make an appointment|put me down)/u,
  ],
];

/** What the customer wants besides an answer; undefined: nothing of that. */
export function requestOf(said: string): Request | undefined {
  const words = ` ${foldLetters(said)} `;
  return signs.find(([, pattern]) => pattern.test(words))?.[0];
}

/** What is looked for in the business's text beside what the sandbox says to it, in each language; undefined: nothing. */
export const lookedFor: Readonly<
  Record<Request, Readonly<Record<AnswerLanguage, string>> | undefined>
> = {
  complaint: { ru: 'возврат денег', kk: 'ақшаны қайтару', en: 'refund money back' },
  human: { ru: 'телефон контакты', kk: 'телефон байланыс', en: 'phone contacts' },
  booking: {
    ru: 'записаться на пробный',
    kk: 'сынақ сабағына жазылу',
    en: 'sign up for a trial',
  },
  robot: undefined,
};

/** What the sandbox says to it. */
export const replies: Readonly<Record<AnswerLanguage, Readonly<Record<Request, string>>>> = {
  ru: {
    complaint:
      'Мне очень жаль, что так вышло. Это песочница: жалобу она никому не передаст; настоящий бот ответит так, как велит описание компании.',
    human:
      'Я песочница и никого позвать не могу. Настоящий бот скажет, как связаться с сотрудником, если это есть в описании.',
    robot:
      'Вам отвечает программа, не человек. Сейчас это песочница: она не GPT и только находит ответы в описании компании.',
    booking:
      'Записать вас песочница не может. Настоящий бот спросит имя, что нужно и когда удобно, как сказано в описании.',
  },
  kk: {
    complaint:
      'Осылай болғаны өкінішті. Бұл сынақ ортасы: шағымды ешкімге жеткізбейді; нағыз бот компания сипаттамасында айтылғандай жауап береді.',
    human:
      'Мен сынақ ортасымын, ешкімді шақыра алмаймын. Нағыз бот қызметкермен қалай байланысуға болатынын айтады, егер ол сипаттамада жазылса.',
    robot:
      'Сізге адам емес, бағдарлама жауап беріп отыр. Қазір бұл сынақ ортасы: ол GPT емес, тек компания сипаттамасынан жауап табады.',
    booking:
      'Сынақ ортасы сізді жаза алмайды. Нағыз бот сипаттамада айтылғандай атыңызды, не керегін және ыңғайлы уақытты сұрайды.',
  },
  en: {
    complaint:
      'I am very sorry about this. This is a sandbox and passes no complaint on; the real bot answers as the description of the business tells it to.',
    human:
      'I am a sandbox and cannot fetch anybody. The real bot says how to reach the staff, where the description has it.',
    robot:
      'You are talking to a program, not to a person. Right now it is a sandbox: no GPT, it only finds answers in the description of the business.',
    booking:
      'The sandbox cannot book anything. The real bot asks for the name, for what is wanted and for a convenient time, as the description says.',
  },
};
