import type { AnswerLanguage } from './language.ts';

/** What the sandbox says by itself; `topics` is a list that may be empty. */
export interface SandboxWording {
  /** Heads every answer, so that nobody takes it for a model's. */
  label: string;
  found: string;
  foundElsewhere: string;
  unsure: string;
  nothing: string;
  /** Goes before what a person of the business said in the chat. */
  saidBefore: string;
  /** Goes before the topics. */
  askAbout: string;
  greeting: string;
  thanks: string;
}

/** In the customer's language. */
export const wording: Readonly<Record<AnswerLanguage, SandboxWording>> = {
  ru: {
    label: '[песочница]',
    found: 'Вот что об этом написано:',
    foundElsewhere: 'По-русски об этом не написано, вот что есть на другом языке:',
    unsure: 'Не уверен, что понял вопрос. О чём рассказать? Ответьте номером или спросите иначе.',
    nothing: 'Об этом в описании ничего не нашлось.',
    saidBefore: 'В описании об этом ничего нет, но раньше вам ответили:',
    askAbout: 'Можно спросить об этом:',
    greeting: 'Здравствуйте! Это песочница, а не GPT: я только нахожу ответы в описании компании.',
    thanks: 'Пожалуйста! Спрашивайте ещё.',
  },
  kk: {
    label: '[сынақ ортасы]',
    found: 'Бұл туралы былай жазылған:',
    foundElsewhere: 'Қазақша бұл туралы жазылмаған, басқа тілде мынадай мәлімет бар:',
    unsure:
      'Сұрағыңызды дұрыс түсінгеніме сенімді емеспін. Не туралы айтайын? Нөмірін жазыңыз немесе басқаша сұраңыз.',
    nothing: 'Бұл туралы сипаттамадан ештеңе табылмады.',
    saidBefore: 'Сипаттамада бұл туралы ештеңе жоқ, бірақ бұрын сізге былай жауап берген:',
    askAbout: 'Мыналар туралы сұрауға болады:',
    greeting:
      'Сәлеметсіз бе! Бұл GPT емес, сынақ ортасы: мен тек компания сипаттамасынан жауап табамын.',
    thanks: 'Оқасы жоқ! Тағы сұрай беріңіз.',
  },
  en: {
    label: '[sandbox]',
    found: 'This is what is written about it:',
    foundElsewhere:
      'Nothing is written about it in English; this is what there is in another language:',
    unsure:
      'I am not sure that I understood. What shall I tell you about? Answer with a number, or ask in other words.',
    nothing: 'I found nothing about it in the description.',
    saidBefore: 'The description has nothing about it, but you were told before:',
    askAbout: 'You can ask about this:',
    greeting:
      'Hello! This is a sandbox, not GPT: I only find answers in the description of the business.',
    thanks: 'You are welcome! Ask me more.',
  },
};
