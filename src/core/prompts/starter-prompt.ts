import type { Language } from '../language/index.ts';

/** What a person says about the business when the bot is set up; only the name is needed. */
export interface Business {
  name: string;
  sells?: string | undefined;
  hours?: string | undefined;
  /** How to speak with customers; polite and friendly when left out. */
  tone?: string | undefined;
  /** Most usual first; the prompt is written in the first. */
  languages: readonly Language[];
}

interface Wording {
  about(name: string): string;
  offer: string;
  hours: string;
  speech: string;
  tone(tone: string): string;
  usualTone: string;
  spoken(names: string): string;
  names: Readonly<Record<Language, string>>;
  unknown: string;
  order: string;
}

/** A name in guillemets; quotes within it are printed as the inner ones of Russian and Kazakh. */
function inGuillemets(name: string): string {
  const bare = /^«[^«»]*»$/.test(name) ? name.slice(1, -1) : name;
  return `«${bare.replaceAll(/«([^«»]*)»|"([^"]*)"/g, '„$1$2“')}»`;
}

const wordings: Readonly<Record<Language, Wording>> = {
  ru: {
    about: (name) => `Ты отвечаешь клиентам компании ${inGuillemets(name)}.`,
    offer: 'Что мы предлагаем',
    hours: 'Когда мы работаем',
    speech: 'Как отвечать',
    tone: (tone) => `Тон: ${tone}.`,
    usualTone: 'вежливый и дружелюбный, на «вы»',
    spoken: (names) => `Мы говорим с клиентами на этих языках: ${names}.`,
    names: { ru: 'русский', kk: 'казахский', en: 'английский' },
    unknown:
      'Если ответа здесь нет, скажи об этом прямо: сотрудник ответит в этом же чате в рабочее время.',
    order:
      'Если клиент хочет заказать или записаться, спроси имя, что именно нужно и когда удобно.',
  },
  kk: {
    about: (name) => `Сен ${inGuillemets(name)} компаниясының клиенттеріне жауап бересің.`,
    offer: 'Біз не ұсынамыз',
    hours: 'Жұмыс уақыты',
    speech: 'Қалай жауап беру керек',
    tone: (tone) => `Сөйлеу мәнері: ${tone}.`,
    usualTone: 'сыпайы әрі жылы, «сіз» деп сөйлеу',
    spoken: (names) => `Клиенттермен мына тілдерде сөйлесеміз: ${names}.`,
    names: { ru: 'орыс тілі', kk: 'қазақ тілі', en: 'ағылшын тілі' },
    unknown:
      'Жауап осы мәтінде болмаса, соны ашық айт: қызметкер жұмыс уақытында осы чатта жауап береді.',
    order:
      'Клиент тапсырыс бергісі немесе жазылғысы келсе, атын, не керегін және ыңғайлы уақытын сұра.',
  },
  en: {
    about: (name) => `You answer the customers of ${name}.`,
    offer: 'What we offer',
    hours: 'Opening hours',
    speech: 'How to answer',
    tone: (tone) => `Tone: ${tone}.`,
    usualTone: 'polite and friendly',
    spoken: (names) => `We speak with customers in these languages: ${names}.`,
    names: { ru: 'Russian', kk: 'Kazakh', en: 'English' },
    unknown:
      'If the answer is not in this text, say so plainly: somebody of the staff answers in this chat during opening hours.',
    order:
      'If a customer wants to order or to book, ask for the name, for what exactly is wanted and for a convenient time.',
  },
};

/** A first prompt for the business, in Markdown: what was said and nothing made up, so that nothing false is told to customers. */
export function starterPrompt({ name, sells, hours, tone, languages }: Business): string {
  const words = wordings[languages[0] ?? 'ru'];
  const spoken = languages.map((language) => words.names[language]).join(', ');
  const speech = [
    words.tone(tone ?? words.usualTone),
    words.spoken(spoken),
    words.order,
    words.unknown,
  ];
  const parts = [
    `# ${name}\n\n${words.about(name)}`,
    ...section(words.offer, sells),
    ...section(words.hours, hours),
    `## ${words.speech}\n\n${speech.map((line) => `- ${line.replace(/([.!?])\.$/, '$1')}`).join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`## ${title}\n\n${text}`];
}
