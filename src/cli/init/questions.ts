import { CLIError } from '@oclif/core/errors';
import type { Setting } from '../../core/settings/settings.ts';
import { passwordTheme } from '../terminal/question-theme.ts';
import { answered, terminalQuestioner, wordsAt, type Questioner } from '../terminal/questions.ts';

/** Something that `wabot init` must know. */
export interface InitQuestion {
  /** The flag that answers it. */
  flag: string;
  /** The setting that it becomes; absent for what only goes into the prompt. */
  env?: string;
  message: string;
  /** Without an answer there is nothing to write. */
  required?: true;
}

export const channelQuestions: readonly InitQuestion[] = [
  {
    flag: 'id-instance',
    env: 'GREEN_ID_INSTANCE',
    message: 'idInstance (https://console.green-api.com)',
    required: true,
  },
  {
    flag: 'token',
    env: 'GREEN_API_TOKEN',
    message: 'apiTokenInstance of the same instance',
    required: true,
  },
  { flag: 'api-url', env: 'GREEN_API_URL', message: 'apiUrl of the instance' },
];

export const modelQuestions: readonly InitQuestion[] = [
  {
    flag: 'openai-key',
    env: 'OPENAI_API_KEY',
    message: 'OpenAI API key (empty for a server that needs none)',
  },
  { flag: 'base-url', env: 'OPENAI_BASE_URL', message: 'Address of the service' },
  { flag: 'model', env: 'OPENAI_MODEL', message: 'Model' },
];

export const mannerQuestions: readonly InitQuestion[] = [
  { flag: 'time-zone', env: 'WABOT_TIME_ZONE', message: 'Time zone of the business' },
  {
    flag: 'budget',
    env: 'WABOT_BUDGET_DAY',
    message: 'Maximum cost of answers per day, US dollars (empty: no limit)',
  },
];

export const alertQuestions: readonly InitQuestion[] = [
  {
    flag: 'owner-phone',
    env: 'WABOT_OWNERS',
    message:
      'Your phone in WhatsApp, MAX or Telegram: you are told there when a customer needs a person (several with commas, empty: nobody)',
  },
  {
    flag: 'telegram-token',
    env: 'TELEGRAM_BOT_TOKEN',
    message:
      'Telegram bot that tells you when the account itself fails: its token from @BotFather (empty: none)',
  },
];

/** Asked where the chat is not found by itself. */
export const chatQuestion = {
  flag: 'telegram-chat',
  env: 'TELEGRAM_CHAT_ID',
  message: 'Number of the Telegram chat (empty: leave Telegram out)',
} as const satisfies InitQuestion;

/** Hours that can be read become `WABOT_HOURS`; others stand in the prompt alone. */
export const hoursQuestion: InitQuestion = { flag: 'hours', message: 'Opening hours' };

/** Asked where the hours can be read. */
export const holidaysQuestion: InitQuestion = {
  flag: 'holidays',
  env: 'WABOT_HOLIDAYS',
  message: 'Public holidays on which you are closed: none, kz or ru',
};

export const businessQuestions: readonly InitQuestion[] = [
  { flag: 'business', message: 'Name of the business', required: true },
  { flag: 'sells', message: 'What it sells or does, with prices if you like' },
  { flag: 'tone', message: 'How to speak with customers' },
];

/** Answers by flag, and by setting once they are complete. */
export type Answers = Record<string, string | undefined>;

/** Where answers come from. */
export interface Interview {
  /** What is known already, by flag. */
  given: Answers;
  /** The declarations of settings, by name. */
  settings: ReadonlyMap<string, Setting<unknown>>;
  /** Whether there is somebody to be asked. */
  asks: boolean;
  questioner?: Questioner;
}

/** Answers all of these questions; what nobody answers is left out. Wrong usage when an answer is no good. */
export async function interview(
  questions: readonly InitQuestion[],
  from: Interview,
): Promise<Answers> {
  const answers: Answers = {};
  for (const question of questions) answers[question.flag] = await answerOf(question, from);
  return answers;
}

async function answerOf(question: InitQuestion, from: Interview): Promise<string | undefined> {
  const given = from.given[question.flag];
  const setting = settingOf(question, from);
  if (!from.asks) {
    const problem = given === undefined ? undefined : problemWith(given, setting);
    if (problem !== undefined) throw new CLIError(`--${question.flag} ${problem}.`, { exit: 2 });
    return given;
  }
  const text = setting?.secret
    ? await askSecret(question, from, given)
    : await askText(question, from, given);
  return text.trim() === '' ? undefined : text.trim();
}

function settingOf({ env }: InitQuestion, { settings }: Interview): Setting<unknown> | undefined {
  return env === undefined ? undefined : settings.get(env);
}

async function askText(
  question: InitQuestion,
  from: Interview,
  given: string | undefined,
): Promise<string> {
  const { input } = await import('@inquirer/prompts');
  const fallback = given ?? settingOf(question, from)?.default;
  const validate = (text: string): true | string => judge(text, question, from);
  const asked = input(
    {
      message: wordsAt(questionerOf(from))(question.message),
      ...(fallback === undefined ? {} : { default: fallback }),
      validate,
    },
    questionerOf(from),
  );
  return answered(asked);
}

/** Shows stars; Enter keeps what is known already. */
async function askSecret(
  question: InitQuestion,
  from: Interview,
  given: string | undefined,
): Promise<string> {
  const { password } = await import('@inquirer/prompts');
  const words = wordsAt(questionerOf(from));
  const message =
    given === undefined ? question.message : `${question.message} (Enter keeps the current one)`;
  const validate = (text: string): true | string =>
    judge(text === '' ? (given ?? '') : text, question, from);
  return (
    (await answered(
      password(
        { message: words(message), mask: '*', toggleMask: false, theme: passwordTheme, validate },
        questionerOf(from),
      ),
    )) ||
    (given ?? '')
  );
}

function questionerOf({ questioner = terminalQuestioner }: Interview): Questioner {
  return questioner;
}

function judge(text: string, question: InitQuestion, from: Interview): true | string {
  if (text.trim() === '')
    return question.required ? wordsAt(questionerOf(from))('This is required.') : true;
  const problem = problemWith(text.trim(), settingOf(question, from));
  return problem === undefined ? true : wordsAt(questionerOf(from))(`It ${problem}.`);
}

/** Completes "NAME …"; a secret is never repeated. */
function problemWith(text: string, setting: Setting<unknown> | undefined): string | undefined {
  try {
    setting?.parse(text);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return setting?.secret ? reason.replaceAll(text, '***') : reason;
  }
}
