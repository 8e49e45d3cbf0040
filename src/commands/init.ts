import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { Initializer, type InitResult } from '../cli/init/initializer.ts';
import { WabotCommand } from '../cli/base/base-command.ts';
import { languages, type Language } from '../core/language/index.ts';
import type { Translate } from '../core/owner-language/index.ts';
import { vouchedFor } from '../core/origins.ts';
import { ownersWords } from '../cli/owner-words.ts';
import { canAsk } from '../cli/terminal/questions.ts';
import { greeted } from '../cli/init/greeting.ts';
import { interruption } from '../cli/terminal/signals.ts';

export default class Init extends WabotCommand {
  static override readonly summary = 'Set up the bot: a few questions, tested right away.';
  static override readonly description =
    'Writes .env (for you alone; its other lines stay) and, if there are none, a first prompt.md and booking.yaml. Each answer is tested before it is saved. Scripts answer with flags and the environment. From then on, plugins and programs in this folder may run.';
  static override readonly examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --id-instance 7103000000 --business "Flora" --language ru --yes',
  ];
  static override readonly flags = {
    'id-instance': Flags.string({ summary: 'idInstance of GREEN-API.', helpValue: '<number>' }),
    token: Flags.string({
      summary: 'apiTokenInstance; safer in GREEN_API_TOKEN.',
      helpValue: '<token>',
    }),
    'api-url': Flags.string({ summary: 'apiUrl of the instance.', helpValue: '<url>' }),
    'openai-key': Flags.string({
      summary: 'OpenAI API key; safer in OPENAI_API_KEY.',
      helpValue: '<key>',
    }),
    'base-url': Flags.string({
      summary: 'Another OpenAI-compatible service.',
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
      summary: 'Languages of the business, most common first.',
    })(),
    'owner-language': Flags.option({
      options: languages,
      summary: 'Language in which wabot speaks to you.',
    })(),
    disclosure: Flags.boolean({
      allowNo: true,
      summary: 'Tell customers that an AI is answering.',
    }),
    book: Flags.string({
      hidden: true,
      summary: 'What customers can book: "Haircut 1h".',
      helpValue: '<services>',
    }),
    requests: Flags.string({
      hidden: true,
      options: ['yes', 'no'],
      summary: 'Take requests that customers leave.',
      helpValue: '<yes|no>',
    }),
    'time-zone': Flags.string({
      summary: 'Time zone of the business, such as Asia/Almaty.',
      helpValue: '<zone>',
    }),
    budget: Flags.string({
      summary: 'Maximum cost per day, US dollars.',
      helpValue: '<number>',
    }),
    'owner-phone': Flags.string({ summary: 'Your phone, for alerts.', helpValue: '<phone>' }),
    poll: Flags.boolean({ allowNo: true, summary: 'Fetch messages; no public address is needed.' }),
    yes: Flags.boolean({
      char: 'y',
      summary: 'Ask nothing; save even what fails its test.',
    }),
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
    refuseEmpty(texts);
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

function refuseEmpty(texts: Readonly<Record<string, string | undefined>>): void {
  for (const [name, text] of Object.entries(texts))
    if (text?.trim() === '') throw new CLIError(`--${name} is empty.`, { exit: 2 });
}
