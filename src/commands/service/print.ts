import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { CLIError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../../cli/base/base-command.ts';
import { choosePlugin } from '../../core/assembly/chosen-plugins.ts';
import { botSettings, serverSettings } from '../../core/settings/bot-settings.ts';
import { logSettings } from '../../core/settings/log-settings.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import { howMessagesArrive, shellWord, systemdUnit } from '../../core/operator/service-unit.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { settingsError, readSettings, writtenValue } from '../../core/settings/read-settings.ts';

/** What of the settings a service must know. */
const settings = {
  data: botSettings.dataFolder,
  log: logSettings.folder,
  drainMs: serverSettings.drainMs,
  poll: serverSettings.poll,
};

/** What goes into the unit must be one harmless word. */
function matching(value: string, pattern: RegExp, problem: string): Promise<string> {
  return pattern.test(value)
    ? Promise.resolve(value)
    : Promise.reject(new CLIError(problem, { exit: 2 }));
}

/** What is to be done first where the webhook would have no good token: comments, with one that nobody guesses. */
async function tokenLines({
  catalog,
  environment,
}: {
  catalog: Catalog;
  environment: Environment;
}): Promise<string[]> {
  const { poll, openWebhook } = readSettings(serverSettings, environment).values;
  const { plugin, values } = await choosePlugin('channel', catalog, environment);
  const callers = plugin?.callers?.(values);
  if (!callers || callers.proof === 'strong' || poll || openWebhook) return [];
  if (writtenValue({ env: callers.secret }, environment) !== undefined)
    return [
      `# First: ${callers.secret} in .env is short and may be guessed; take its line out and run this again.`,
      '',
    ];
  const line = `${callers.secret}=${randomBytes(24).toString('hex')}`;
  return [
    '# First: without a token of its webhook the bot listens on this machine alone. One that nobody guesses:',
    `#   echo '${line}' >> ${shellWord(join(process.cwd(), '.env'))}`,
    '# Then tell the channel: wabot webhook set https://…/webhook',
    '',
  ];
}

export default class ServicePrint extends WabotCommand {
  static override readonly summary =
    'Print a service definition that starts this bot with the machine.';
  static override readonly description =
    'Prints a systemd unit for the current folder and its .env: it runs as a user of its own, can write only to the data and log folders, has a memory limit, and is restarted when it fails. The bot may run the plugins and programs of the folder, even after they change. Writes no files; the first lines say what to do with the unit.';
  static override readonly examples = [
    '<%= config.bin %> service print --systemd',
    '<%= config.bin %> service print --systemd --user bot --memory 1G > wabot.service',
  ];
  static override readonly flags = {
    systemd: Flags.boolean({ required: true, summary: 'A unit for systemd.' }),
    user: Flags.string({
      parse: (name) => matching(name, /^[a-z_][\w-]{0,30}$/, '--user must be a name such as wabot'),
      default: 'wabot',
      summary: 'User that runs the bot.',
      helpValue: '<name>',
    }),
    poll: Flags.boolean({
      summary: 'For a bot that fetches its messages; implied by WABOT_POLL.',
    }),
    memory: Flags.string({
      parse: (size) =>
        matching(size, /^[1-9]\d*[KMGT]$/, '--memory must be an amount such as 768M or 2G'),
      default: '768M',
      summary: 'Memory limit for the bot and its ffmpeg together.',
      helpValue: '<size>',
    }),
  };

  async run(): Promise<{ unit: string }> {
    const { flags } = await this.parse(ServicePrint);
    const { catalog, environment } = await this.world();
    const { values, problems } = readSettings(settings, environment);
    if (problems.length > 0) throw settingsError(problems);
    const { data, log, drainMs } = values;
    const isBrought =
      writtenValue(serverSettings.poll, environment) !== undefined ||
      environment['GREEN_API_WEBHOOK_URL'];
    const polls = flags.poll || values.poll || (isBrought ? false : 'unknown');
    if (polls === 'unknown') this.logToStderr(`Warning: ${howMessagesArrive}`);
    await this.gate.permitAll(catalog, environment);
    await this.gate.rememberFolder();
    const unit = systemdUnit({
      node: process.execPath,
      program: join(this.config.root, 'bin/run.js'),
      folder: process.cwd(),
      writable: [...new Set([data, log].map((folder) => resolve(folder)))],
      user: flags.user,
      memory: flags.memory,
      polls,
      drainMs,
    });
    const told = [
      ...(await tokenLines(await this.world())).map((line) => this.invoked(line)),
      unit,
    ].join('\n');
    this.log(told.trimEnd());
    return { unit: told };
  }
}
