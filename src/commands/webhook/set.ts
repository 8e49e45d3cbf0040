import * as Args from '@oclif/core/args';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { WebhookCommand, type Changed } from '../../cli/base/webhook-command.ts';

/** The path on which `wabot serve` listens. */
const ownPath = '/webhook';

export default class WebhookSet extends WebhookCommand {
  static override readonly summary = 'Have the channel deliver messages to this address.';
  static override readonly description =
    'Sets the address, the token from the settings and the notifications that the bot needs. Writes only what differs and asks for confirmation first, because GREEN-API then restarts the instance for up to five minutes.';
  static override readonly examples = [
    '<%= config.bin %> webhook set https://bot.example.kz/webhook',
    '<%= config.bin %> webhook set https://bot.example.kz/webhook --yes --json',
  ];
  static override readonly args = {
    url: Args.string({
      description: 'Public address of the bot; by default the one in the settings.',
    }),
  };
  static override readonly flags = {
    yes: Flags.boolean({ char: 'y', summary: 'Skip the confirmation.' }),
  };

  async run(): Promise<Changed> {
    const { args, flags } = await this.parse(WebhookSet);
    return this.withSetup(async (setup, signal) => {
      const url = address(args.url ?? setup.address);
      if (url.startsWith('http:'))
        this.logToStderr('Warning: over http:// anyone on the way can read the messages.');
      const plan = await this.asking(() => setup.plan(url, signal));
      return this.change(setup, plan, flags.yes, signal);
    });
  }
}

/** The address as the vendor is told it; the path may be left out. Throws wrong usage. */
function address(given: string | undefined): string {
  if (given === undefined)
    throw new CLIError('Give the address: wabot webhook set https://…/webhook', { exit: 2 });
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new CLIError('The address must be a URL that begins with https:// (or http://).', {
      exit: 2,
    });
  if (url.username !== '' || url.password !== '')
    throw new CLIError('The address must not hold a name or a password.', { exit: 2 });
  if (url.pathname === '/' && url.search === '') url.pathname = ownPath;
  return url.href;
}
