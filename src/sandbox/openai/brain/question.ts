import { foldLetters } from './letters.ts';
import { withoutTopics } from './topics.ts';

/** What somebody says around a question: greetings, thanks, politeness; folded. */
const courtesies = {
  greeting:
    /(?<= |^)(здравст\S*|привет\S*|приветик|добры\S (день|вечер|утр\S*)|доброе утро|салем\S*( бе)?|саламатсы[зн]\S*( ба)?|ассалау?м\S*( алеикум)?|кайырлы (кун|таң|тан|кеш)|hello|hi|hey|good (morning|afternoon|evening|day))(?= |$)/gu,
  thanks:
    /(?<= |^)(спасибо\S*|благодар\S*|спс|рахмет\S*|рахме|thank you|thanks?|thx|(много |огромное |большое |коп |very |so )?(much)?(понятно|понял\S?|хорошо|ладно|ок|окей|жаксы|тусиникти|ok|okay|great|good))(?= |$)/gu,
};

/** Words that every question is full of; folded. */
const fillers: ReadonlySet<string> = new Set(
  [
    'а и в на по до для или же ли бы вы вас вам мы мне меня мой я ты у о об от за из к с со не ни что чем это этот как какой какая какие какое каков кто',
    'есть можно нужно надо хочу хотел хотела хотелось подскажите скажите расскажите пожалуйста пжл дайте если еще уже там тут очень примерно именно',
    'ваш ваша ваши ваше вашей вашем сколько скока скольки когда куда почему зачем будет быть буду интересует узнать делать вообще просто один даете пж плиз',
    'бар барма жок ма ме ба бе па пе кандаи кашан кайда ким не неше канша мен маган биз сиз сизде сиздер сиздерде сиздин болама бола болады болад керек',
    'бул осы сол гана туралы айтынызшы айтып жибериниз отинем екен уш ушин аркылы сонда окуга алу алуга бересиздер берилед',
    'the a an is are am do does did can could would will u ur your you i me my we our it its this that to of in on at for and or if with by from',
    'what whats when where who how much many which any there have has get want please tell about need long pls plz',
  ].flatMap((line) => line.split(' ')),
);

/** Something asked. */
export interface CustomerQuestion {
  /** In the customer's letters. */
  text: string;
  /** Words that name the thing asked about: neither fillers nor of a topic; folded. */
  things: string[];
}

/** One customer turn, taken apart. */
export interface Turn {
  questions: CustomerQuestion[];
  /** Set when nothing but this was said. */
  courtesy?: 'greeting' | 'thanks';
}

const boundary =
  /[?!;\n]+|\.(?=\s|$)|,?\s(?:и|а|да|және|жане|and|also)\s(?=(?:где|когда|сколько|какой|какая|какие|как|есть|можно|қайда|кайда|қашан|кашан|қанша|канша|қандай|кандай|where|when|how|what|is|are|do|can)\b|(?:где|когда|сколько|какой|какая|какие|как|есть|можно|қайда|кайда|қашан|кашан|қанша|канша|қандай|кандай)(?=[\s?!.]|$))/giu;

/** Takes apart what a customer said. Lines in brackets are notes to the model, not words of the customer. */
export function takeApart(said: string): Turn {
  const words = said.replace(/^\[.*\]$/gm, '').trim();
  const questions = words
    .split(boundary)
    .map(toQuestion)
    .filter(({ text }) => text !== '');
  if (questions.length > 0) return { questions };
  const folded = foldLetters(words);
  const courtesy = folded.search(courtesies.greeting) >= 0 ? 'greeting' : 'thanks';
  return { questions, courtesy: folded === '' ? 'greeting' : courtesy };
}

/** The question without the politeness around it; empty when nothing is left. */
export function toQuestion(text: string): CustomerQuestion {
  const asked = foldLetters(text)
    .replace(courtesies.greeting, ' ')
    .replace(courtesies.thanks, ' ')
    .trim();
  const things = withoutTopics(asked)
    .split(' ')
    .filter((word) => word.length > 1 && !fillers.has(word));
  const empty = asked
    .split(' ')
    .every((word) => word === '' || (word.length < 3 && !/\d/.test(word)));
  return empty ? { text: '', things: [] } : { text: asked, things };
}
