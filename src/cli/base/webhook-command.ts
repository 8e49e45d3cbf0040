import { resolve } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import { WabotCommand } from './base-command.ts';
import { choosePlugin } from '../../core/assembly/chosen-plugins.ts';
import { botSettings } from '../../core/settings/bot-settings.ts';
import { SetupError } from '../../core/errors.ts';
import { openNetwork } from '../../core/network/network.ts';
import { settingsError, readSettings } from '../../core/settings/read-settings.ts';
import type { WebhookChange, WebhookPlan, WebhookSetup } from '../../core/kinds/webhook-setup.ts';
import { canAsk, confirmed } from '../terminal/questions.ts';
import { interruption } from '../terminal/signals.ts';

/** What became of a change, as the commands print it with --json. */
export interface Changed {
  /** False when there was nothing to do, or the person said no. */
  written: boolean;
  changes: WebhookChange[];
}

/** What the commands about the webhook share: the vendor's side of it, and the question before a write. */
export abstract class WebhookCommand extends WabotCommand {
  /** Does work with the vendor's side of the webhook, and closes the network. */
  protected async withSetup<T>(
    work: (setup: WebhookSetup, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { catalog, environment } = await this.world();
    const stop = interruption();
    const { name, plugin, values, problems } = await choosePlugin('channel', catalog, environment);
    const { values: own, problems: more } = readSettings(
      { dataFolder: botSettings.dataFolder },
      environment,
    );
    if (problems.length + more.length > 0) throw settingsError([...problems, ...more]);
    const network = await openNetwork(environment);
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const world = { log, now: Date.now, fetch: network.fetch, dataFolder: resolve(own.dataFolder) };
    try {
      const setup = plugin?.webhook?.(values, world);
      if (!setup)
        throw new SetupError(
          'webhook',
          `The channel ${name} has no webhook that can be set up from here`,
        );
      return await work(setup, stop);
    } finally {
      await network.close();
    }
  }

  /** Asks the vendor, with a spinner; the channel keeps its own deadlines. */
  protected asking<T>(work: () => Promise<T>): Promise<T> {
    return this.waiting('Asking the channel', work);
  }

  /** Shows what would change, asks, and writes the difference. */
  protected async change(
    setup: WebhookSetup,
    plan: WebhookPlan,
    agreed: boolean,
    signal: AbortSignal,
  ): Promise<Changed> {
    const { changes } = plan;
    if (changes.length === 0) this.say('Everything is already set; nothing was written.');
    for (const { setting, from, to } of changes) this.say(`${setting}: ${from} → ${to}`);
    if (changes.length === 0) return { written: false, changes };
    this.logToStderr(setup.consequence);
    if (!agreed && !canAsk())
      throw new CLIError('Not a terminal: add --yes to write this.', { exit: 2 });
    if (!agreed && !(await confirmed('Write these settings?', false))) {
      this.say('Nothing was written.');
      return { written: false, changes };
    }
    await this.asking(() => plan.apply(signal));
    this.say('Written.');
    return { written: true, changes };
  }
}
