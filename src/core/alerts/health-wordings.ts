import type { NewNotice } from '../kinds/notices.ts';
import { plural } from '../plural.ts';
import type { Telling, Wording, Wordings } from './wording.ts';

/** What is said when something stops and works again, where it is the account by its messenger. */
interface Said {
  stops: string | ((messenger: string) => string);
  works: string | ((messenger: string) => string);
  level?: 'warning' | 'problem';
}

const marks = { problem: '⚠️', over: '✅' };

const vitals: Readonly<Record<string, Said>> = {
  account: {
    stops: (messenger) => `The ${messenger} account does not work: customers are not answered`,
    works: (messenger) => `The ${messenger} account works again`,
  },
  arrival: {
    stops: 'No messages reach the bot',
    works: 'Messages reach the bot again',
  },
  model: {
    stops: 'The service that writes the answers refuses them: customers are not answered',
    works: 'Answers are written again',
  },
  speech: {
    stops: 'The service that transcribes voice notes refuses them',
    works: 'Voice notes are transcribed again',
  },
  voice: {
    stops: 'The service that speaks answers refuses them: they are written instead',
    works: 'Answers are spoken again',
    level: 'warning',
  },
  prompt: {
    stops: 'The prompt cannot be used: the bot goes on with the last good one',
    works: 'The prompt is used again',
    level: 'warning',
  },
  journal: {
    stops: 'The bot cannot store messages: customers are not answered',
    works: 'The bot stores messages again',
  },
  disk: {
    stops: 'The disk of the bot needs attention',
    works: 'The disk of the bot has room again',
    level: 'warning',
  },
};

function text(values: NewNotice['values'], name: string): string {
  return String(values?.[name] ?? '');
}

/** The lines that there are, in the owner's language. */
function linesOf(
  values: NewNotice['values'],
  names: readonly string[],
  { words }: Telling,
): string[] {
  return names.flatMap((name) => {
    const line = text(values, name);
    return line === '' ? [] : [words(line)];
  });
}

/** Notices of older versions do not name the messenger, which was WhatsApp, nor the instance, which was one. */
function titleOf(said: Said['stops'], values: NewNotice['values'], { words }: Telling): string {
  const instance = text(values, 'instance');
  const behind = instance === '' ? '' : ` (${instance})`;
  const title = typeof said === 'string' ? said : said(text(values, 'messenger') || 'WhatsApp');
  return words(title) + behind;
}

function stopping({ stops, level = 'problem' }: Said): Wording {
  return ({ at, values }, telling) => ({
    title: `${marks.problem} ${titleOf(stops, values, telling)}`,
    lines: [
      ...linesOf(values, ['problem', 'advice'], telling),
      telling.words(`Since ${telling.clock(at)}`),
    ],
    level,
  });
}

function working({ works }: Said): Wording {
  return ({ values }, telling) => ({
    title: `${marks.over} ${titleOf(works, values, telling)}`,
    lines: [telling.words(`It did not from ${telling.clock(Number(values?.['from'] ?? 0))} on`)],
    level: 'info',
  });
}

const events: Wordings = {
  'alert.budget.80': ({ values }, telling) => ({
    title: `${marks.problem} ${telling.words(`80 % of today's budget is spent`)}`,
    lines: [
      telling.words(capLine(values)),
      telling.words('At 100 % nobody is answered until tomorrow.'),
    ],
    level: 'warning',
  }),
  'alert.budget.100': ({ values }, telling) => ({
    title: `${marks.problem} ${telling.words(`Today's budget is spent: customers are not answered`)}`,
    lines: [
      telling.words(capLine(values)),
      telling.words('Set WABOT_BUDGET_DAY higher and start the bot again, or wait for tomorrow.'),
    ],
    level: 'problem',
  }),
  'alert.budget.chat': ({ values }, telling) => ({
    title: `${marks.problem} ${telling.words('A chat has spent its budget of today and is not answered')}`,
    lines: [telling.words(capLine(values))],
    level: 'warning',
  }),
  'alert.given-up': ({ values }, telling) => ({
    title: `${marks.problem} ${telling.words(`${plural(Number(values?.['count'] ?? 1), 'message')} given up`)}`,
    lines: [...linesOf(values, ['problem'], telling), telling.words('See them: wabot outbox list')],
    level: 'problem',
  }),
  'alert.shutdown': ({ values }, telling) => {
    const [model, date] = [text(values, 'model'), text(values, 'date')];
    const days = Number(values?.['days'] ?? 0);
    return {
      title: `${marks.problem} ${telling.words(`The model ${model} is shut down on ${date}, in ${plural(days, 'day')}`)}`,
      lines: [telling.words(`Set ${text(values, 'setting')} to a newer model in time.`)],
      level: days <= 7 ? 'problem' : 'warning',
    };
  },
  'alert.greeting': ({ values }, telling) => ({
    title: `${marks.problem} ${telling.words('The app on the phone answers customers by itself')}`,
    lines: [
      `«${text(values, 'text')}»`,
      telling.words(
        'Switch its greeting and away messages off on the phone (Business tools): the bot greets by itself.',
      ),
    ],
    level: 'warning',
  }),
};

function capLine(values: NewNotice['values']): string {
  return `${text(values, 'cap')} is $${text(values, 'dollars')}`;
}

/** How what may be amiss is told: `alert.<word>`, and `alert.<word>.over` when it is well again. */
export const healthWordings: Wordings = {
  ...Object.fromEntries(
    Object.entries(vitals).flatMap(([name, said]) => [
      [`alert.${name}`, stopping(said)],
      [`alert.${name}.over`, working(said)],
    ]),
  ),
  ...events,
};
