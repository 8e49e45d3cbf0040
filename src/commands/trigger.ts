import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../cli/base/base-command.ts';
import type { SampleEvent } from '../cli/dev/trigger/sample-event.ts';
import { sampleEvent, sampleEvents } from '../cli/dev/trigger/sample-events.ts';
import { showSample, triggerBot, triggerSandbox } from '../cli/dev/trigger/trigger.ts';
import type { Sample, Triggered } from '../cli/dev/trigger/trigger.ts';
import { webhookHere } from '../cli/dev/trigger/running-bot.ts';
import { devMessengers, messengerFlag } from '../cli/dev/messenger-flag.ts';
import { phoneFlag } from '../cli/phone-flag.ts';
import { asShown } from '../cli/terminal/conversation.ts';
import { interruption } from '../cli/terminal/signals.ts';

/** As printed with --json. */
type Printed =
  | { events: Pick<SampleEvent, 'name' | 'summary'>[] }
  | { event: string; bodies: (object | string)[] }
  | Triggered;

export default class Trigger extends WabotCommand {
  /** Not on the first page of the help, which fits on one screen. */
  static override readonly hidden = true;
  static override readonly strict = false;
  static override readonly summary = 'Send one sample event to the bot, as GREEN-API would.';
  static override readonly description =
    'Brings the event to the webhook of the bot that runs with these settings, with its token: it answers the phone for real, in its messenger. Where none runs, or with --sandbox, a bot in the sandbox takes it, and what it says is printed. Behind the event stand words, a file, or for voice a language: ru, kk, en.';
  static override readonly examples = [
    '<%= config.bin %> trigger --list',
    '<%= config.bin %> trigger text "Сколько стоит курс?" --sandbox',
    '<%= config.bin %> trigger voice kk --sandbox',
    '<%= config.bin %> trigger duplicate --phone 77001234567',
    '<%= config.bin %> trigger image --show',
  ];
  static override readonly args = {
    event: Args.string({ description: 'What happens; --list shows what there is.' }),
    content: Args.string({ description: 'Words, a file, or the language of a voice note.' }),
  };
  static override readonly flags = {
    list: Flags.boolean({ summary: 'Show the events that there are.' }),
    phone: phoneFlag({ summary: 'Whose event it is; a running bot answers this phone.' }),
    messenger: messengerFlag,
    times: Flags.integer({
      summary: 'How often it happens.',
      default: 1,
      min: 1,
      max: 1000,
      helpValue: '<number>',
    }),
    show: Flags.boolean({ summary: 'Show what would be sent, and send nothing.' }),
    sandbox: Flags.boolean({
      summary: 'Send it to a bot in the sandbox.',
      exclusive: ['url', 'link'],
    }),
    url: Flags.string({
      summary: 'Webhook of the running bot; by default the one of this data folder.',
      helpValue: '<address>',
    }),
    link: Flags.string({
      summary: 'Where the bot finds the file; by default it is uploaded to GREEN-API.',
      helpValue: '<address>',
    }),
  };

  async run(): Promise<Printed> {
    const { args, flags, argv } = await this.parse(Trigger);
    if (flags.list || args.event === undefined) return this.#list();
    const event = sampleEvent(args.event);
    const detail = argv.slice(1).map(String).join(' ');
    const sample: Sample = {
      event,
      detail: detail === '' ? undefined : detail,
      times: flags.times,
      phone: flags.phone,
      messenger: devMessengers.find((name) => name === flags.messenger),
      existing: (path) => this.existingFile(path),
    };
    if (flags.show) return this.#show(sample);
    const world = await this.world();
    const url = flags.sandbox ? undefined : (flags.url ?? (await webhookHere(world.environment)));
    const { link } = flags;
    const stop = interruption();
    const work = (): Promise<Triggered> =>
      url === undefined
        ? triggerSandbox(sample, world, stop)
        : triggerBot(sample, { ...world, url, link }, stop);
    return this.#told(await this.waiting('Sending', work));
  }

  #list(): Printed {
    const columns = [{ heading: 'EVENT' }, { heading: 'WHAT IT IS', long: 'wrap' as const }];
    this.table(
      columns,
      sampleEvents.map(({ name, summary }) => [name, this.words(summary)]),
    );
    return { events: sampleEvents.map(({ name, summary }) => ({ name, summary })) };
  }

  async #show(sample: Sample): Promise<Printed> {
    const { environment } = await this.world();
    const bodies = await showSample(sample, environment);
    for (const body of bodies)
      this.log(typeof body === 'string' ? body : JSON.stringify(body, undefined, 2));
    return { event: sample.event.name, bodies };
  }

  #told(done: Triggered): Triggered {
    for (const { status, ms } of done.calls)
      this.tell(`The webhook answered ${status ?? 'nothing'} in ${ms} ms.`);
    const { replies = [], ownersPhone = [] } = done;
    for (const text of replies) this.log(asShown(text, this.screen));
    for (const text of ownersPhone)
      this.log(asShown(`📱 ${this.words('On the owner’s phone')}: ${text}`, this.screen));
    if (done.to === 'sandbox' && replies.length + ownersPhone.length === 0)
      this.tell('(The bot says nothing.)');
    return done;
  }
}
