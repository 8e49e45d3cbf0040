import { WabotCommand } from '../../cli/base/base-command.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { languageNames } from '../../core/language-names.ts';
import type { Language } from '../../core/language/index.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { phrasesInForce, type PhraseInForce } from '../../core/phrases/phrases-file.ts';
import type { PhraseName } from '../../core/phrases/phrases.ts';
import { settingsError, readSettings } from '../../core/settings/read-settings.ts';
import type { Column } from '../../cli/terminal/table.ts';

interface Listed {
  /** The file that WABOT_PHRASES names; null when it names none. */
  file: string | null;
  phrases: {
    name: PhraseName;
    language: Language;
    text: string;
    source: 'built-in' | 'WABOT_PHRASES';
  }[];
}

/** When each is said. */
const occasions: Readonly<Record<PhraseName, string>> = {
  unsupported: 'to what it cannot open: a video, for example',
  call: 'to a call that nobody took, once a day, with WABOT_CALL_REPLY',
  repeat: 'when a voice note cannot be made out',
  tooLarge: 'to a file that is too large',
  tooLong: 'to a voice note that is too long',
  apology: 'when no answer is available, once an hour',
  budget: 'when the daily cap is reached',
  handoff: 'when the chat is handed to a person',
  handoffClosed: 'the same while the business is closed, with the next opening',
  nobody: 'when a person is asked for, nobody can be told, and no answer is available',
  disclosure: 'before the first answer of a chat, with WABOT_DISCLOSURE',
  voiceDisclosure: 'at the beginning of the first voice note of a chat, with WABOT_DISCLOSURE',
  later: 'when a draft expired on which no owner decided, while the business is open',
  rest: 'when a chat is put to rest: a loop, or more than WABOT_CHAT_HOURLY messages',
  away: 'while the business is closed, once a chat, with WABOT_CLOSED=collect',
  awayLong: 'the same, where it is not known when the business opens',
  unsure: 'when it is not known whether a function did what it was to do',
  notDone: 'in the place of an answer that says something was done which was not',
  noFigures: 'in the place of an answer with a price, a time or another figure that nobody gave',
  paymentUnseen: 'in the place of an answer that says a payment has come, which nothing shows',
  awaitsOwner: 'when an owner is asked whether a function may do something',
  made: 'when something was done and the answer that tells of it cannot be sent; {what} is what',
  confirmed: 'when an owner has agreed and it is done; {what} is what',
  personFollows: 'behind these five, where somebody is told',
  confirm: 'when the customer has to confirm what a function is to do',
  imagesUnseen: 'to a picture, once a day, where the model sees none or with WABOT_IMAGES=never',
  tooManyFiles: 'before the answer, where more than eight files came at once',
  fileTooLarge: 'to a picture or document larger than WABOT_FILE_MB',
  fileProtected: 'to a document with a password or of an old Office',
  fileScan: 'to a PDF without text',
  fileUnreadable: 'to a picture or document that is damaged or of another kind',
};

const columns: Column[] = [
  { heading: 'LANGUAGE' },
  { heading: 'FROM' },
  { heading: 'PHRASE', long: 'wrap' },
];

export default class PhrasesList extends WabotCommand {
  /** Rarely wanted: the first page of the help has to fit on one screen. */
  static override readonly hidden = true;
  static override readonly summary =
    'List every phrase that the bot says on its own, in all its languages.';
  static override readonly description =
    'When each is said, and whether it is built in or comes from the file that WABOT_PHRASES names: JSON in UTF-8, such as {"ru": {"apology": "…"}}; what it leaves out stays as it is.';
  static override readonly examples = [
    '<%= config.bin %> phrases list',
    '<%= config.bin %> phrases list --json',
  ];

  async run(): Promise<Listed> {
    await this.parse(PhrasesList);
    const { values, problems } = readSettings(
      { file: botSettings.phrases },
      (await this.world()).environment,
    );
    if (problems.length > 0) throw settingsError(problems);
    const phrases = await phrasesInForce(values.file);
    this.table(columns, rows(phrases, this.words));
    return {
      file: values.file ?? null,
      phrases: phrases.map(({ builtIn, ...phrase }) => ({
        ...phrase,
        source: builtIn ? 'built-in' : 'WABOT_PHRASES',
      })),
    };
  }
}

/** Under each name what it is for, then its wordings. */
function rows(phrases: readonly PhraseInForce[], words: Translate): string[][] {
  return [...Map.groupBy(phrases, ({ name }) => name)].flatMap(([name, wordings]) => [
    [`[${name}] ${words(occasions[name])}`],
    ...wordings.map(({ language, text, builtIn }) => [
      words(languageNames[language]),
      builtIn ? words('built in') : 'WABOT_PHRASES',
      text,
    ]),
  ]);
}
