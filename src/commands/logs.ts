import { resolve } from 'node:path';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../cli/base/base-command.ts';
import { botSettings } from '../core/settings/bot-settings.ts';
import { endOf, followedLines, linesBackwards } from '../core/log/log-files.ts';
import {
  eventLevels,
  matchesFilter,
  logClock,
  readLogLine,
  renderLogLine,
  type LogFilter,
} from '../core/log/log-line.ts';
import { logSettings } from '../core/settings/log-settings.ts';
import { shortChat } from '../core/phone.ts';
import { settingsError, readSettings } from '../core/settings/read-settings.ts';
import { phoneFlag } from '../cli/phone-flag.ts';
import { wrapped } from '../core/log/wrapped.ts';
import { endAsStopped, interruption } from '../cli/terminal/signals.ts';

const name = 'app.log';

export default class Logs extends WabotCommand {
  static override readonly summary = "Show the bot's log in readable form.";
  static override readonly description =
    'Reads app.log and its rotated files: the last lines and, with --follow, new ones until Ctrl+C. With --json the lines are printed as they are in the file, one JSON object each.';
  static override readonly examples = [
    '<%= config.bin %> logs -f',
    '<%= config.bin %> logs --level warn --lines 20',
    '<%= config.bin %> logs --chat 77001234567 --json',
  ];
  static override readonly flags = {
    chat: phoneFlag({
      summary:
        'Only lines of this customer; phone numbers are shortened in the log, so those of a number that looks the same may be included.',
    }),
    follow: Flags.boolean({ char: 'f', summary: 'Keep printing new lines.' }),
    level: Flags.option({ options: eventLevels, summary: 'Only this level and above.' })(),
    lines: Flags.integer({
      char: 'n',
      summary: 'Number of last lines.',
      default: 100,
      min: 0,
      helpValue: '<number>',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Logs);
    const { values, problems } = readSettings(
      { folder: logSettings.folder, timeZone: botSettings.timeZone },
      (await this.world()).environment,
    );
    if (problems.length > 0) throw settingsError(problems);
    const folder = resolve(values.folder);
    const filter = {
      level: flags.level,
      chat: flags.chat === undefined ? undefined : shortChat(flags.chat),
    };
    const print = this.#printer(values.timeZone);
    const stop = flags.follow ? interruption() : undefined;
    const end = await endOf(folder, name);
    if (end.inode === undefined) this.logToStderr(`There is no log in ${folder} yet.`);
    for (const text of await lastLines(linesBackwards(folder, name, end), flags.lines, filter))
      print(text);
    if (!stop) return;
    endWithReader();
    for await (const text of followedLines(folder, name, end, stop))
      if (matchesFilter(readLogLine(text), filter)) print(text);
    endAsStopped(stop);
  }

  #printer(timeZone: string): (text: string) => void {
    if (this.jsonEnabled()) return (text) => void process.stdout.write(`${text}\n`);
    const clock = logClock(timeZone);
    const { screen } = this;
    return (text) =>
      this.log(
        wrapped(renderLogLine(readLogLine(text), clock, { coloured: screen.styled }), screen, 2),
      );
  }
}

/** The last wanted lines, in the order in which they were written. */
async function lastLines(
  backwards: AsyncIterable<string>,
  count: number,
  filter: LogFilter,
): Promise<string[]> {
  const found: string[] = [];
  if (count === 0) return found;
  for await (const text of backwards) {
    if (text === '' || !matchesFilter(readLogLine(text), filter)) continue;
    if (found.push(text) === count) break;
  }
  return found.reverse();
}

/** Ends the process when nobody reads standard output any more (`| head`): nothing is open, and oclif would wait for the reader. */
function endWithReader(): void {
  process.stdout.once('error', () => process.exit(0));
}
