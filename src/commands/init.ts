import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { Initializer, type InitResult } from '../cli/init/initializer.ts';
import { WabotCommand } from '../cli/base-command.ts';
import { languages, type Language } from '../core/language/index.ts';
import type { Translate } from '../core/owner-language/index.ts';
import { vouchedFor } from '../core/origins.ts';
import { ownersWords } from '../cli/owner-words.ts';
import { canAsk } from '../cli/terminal/questions.ts';
import { greeted } from '../cli/init/greeting.ts';
import { interruption } from '../cli/terminal/signals.ts';

export default class Init extends WabotCommand {
  static override readonly summary = 'Set the bot up: a few questions, tested at once.';
  static override readonly description =
    'Writes .env (for you alone to read; other lines in it stay) and, where there is none, a first prompt.md for the business. Each answer is tried out before it is kept. Flags answer for scripts; what is set in the environment counts as answered. What the folder brings, plugins and programs, may run from then on. Ends with the command to run.';
  static override readonly examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --id-instance 7103000000 --business "Flora" --language ru --yes',
  ];
  static override readonly flags = {
    'id-instance': Flags.string({ summary: 'idInstance of GREEN-API.', helpValue: '<number>' }),
    token: Flags.string({
      summary: 'apiTokenInstance; better in GREEN_API_TOKEN.',
      helpValue: '<token>',
    }),
    'api-url': Flags.string({ summary: 'apiUrl of the instance.', helpValue: '<url>' }),
    'openai-key': Flags.string({
      summary: 'API key of OpenAI; better in OPENAI_API_KEY.',
      helpValue: '<key>',
    }),
    'base-url': Flags.string({
      summary: 'Another service that speaks like OpenAI.',
      helpValue: '<url>',
    }),
    model: Flags.string({ summary: 'Model that writes the answers.', helpValue: '<model>' }),
    business: Flags.string({ summary: 'Name of the business.', helpValue: '<name>' }),
    sells: Flags.string({ summary: 'What it sells or does.', helpValue: '<text>' }),
    hours: Flags.string({ summary: 'Opening hours.', helpValue: '<text>' }),
    tone: Flags.string({ summary: 'How to speak with customers.', helpValue: '<text>' }),
    language: Flags.option({
      options: languages,
      multiple: true,
      summary: 'Languages of the business, most usual first.',
    })(),
    'owner-language': Flags.option({
      options: languages,
      summary: 'Language in which wabot speaks to you.',
    })(),
    disclosure: Flags.boolean({
      allowNo: true,
      summary: 'Tell customers that an AI is answering.',
    }),
    'time-zone': Flags.string({
      summary: 'Time zone of the business, such as Asia/Almaty.',
      helpValue: '<zone>',
    }),
    budget: Flags.string({
      summary: 'US dollars that a day may cost at most.',
      helpValue: '<number>',
    }),
    poll: Flags.boolean({ allowNo: true, summary: 'Fetch messages; no public address is needed.' }),
    yes: Flags.boolean({ char: 'y', summary: 'Ask nothing; keep answers that fail, too.' }),
  };

  /** The owner's, once it was chosen. */
  #language: Language | undefined;

  protected override get words(): Translate {
    return this.#language === undefined || this.jsonEnabled()
      ? super.words
      : ownersWords(this.#language);
  }

  async run(): Promise<InitResult> {
    const { flags } = await this.parse(Init);
    const {
      language,
      poll,
      disclosure,
      yes,
      'owner-language': wished,
      json: _json,
      trust: _trust,
      ...texts
    } = flags;
    for (const [name, text] of Object.entries(texts)) {
      if (text?.trim() === '') throw new CLIError(`--${name} is empty.`, { exit: 2 });
    }
    const { catalog, environment } = await this.world();
    await this.gate.permitAll(catalog, environment);
    const say = (line: string): void => this.logToStderr(line);
    this.#language = canAsk() && !yes ? await greeted({ wished, environment, say }) : wished;
    const initialisation = new Initializer({
      catalog,
      environment: this.gate.isWhole
        ? vouchedFor(environment, Object.keys(environment))
        : environment,
      flags: texts,
      languages: language,
      disclosure,
      ownerLanguage: this.#language,
      poll,
      yes,
      signal: interruption(),
      shown: !this.jsonEnabled(),
      asking: ownersWords(this.#language),
      words: this.words,
      say,
    });
    const done = await initialisation.run();
    await this.gate.rememberFolder();
    this.log(done.next);
    return done;
  }
}
