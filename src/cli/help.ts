import type { Command } from '@oclif/core/command';
import { Help } from '@oclif/core/help';
import { guardStandardOutput } from './terminal/standard-output.ts';

/** Commands and topics by what a person wants; what is in none of them comes last, under "More". */
const groups: Readonly<Record<string, readonly string[]>> = {
  'SET UP': ['init', 'doctor', 'webhook', 'config', 'plugins', 'autocomplete'],
  RUN: ['serve', 'service', 'status', 'logs', 'dev'],
  'TRY OUT': ['chat', 'transcribe', 'replay'],
  'LOOK AFTER': [
    'history',
    'prompts',
    'phrases',
    'outbox',
    'tickets',
    'send',
    'pause',
    'usage',
    'migrate',
  ],
};

/** The smallest terminal on which the first page must fit: 80 columns, and 24 lines with the prompt below. */
const columns = 80;

/** Help whose first page fits on one screen: a line for each command or topic, in groups. */
export class WabotHelp extends Help {
  override async showHelp(words: string[]): Promise<void> {
    guardStandardOutput();
    await super.showHelp(words);
  }

  override formatRoot(): string {
    const all = this.#entries();
    const width = Math.max(...[...all.keys()].map(({ length }) => length));
    const named = new Set(Object.values(groups).flat());
    const rest = [...all.keys()].filter((name) => !named.has(name));
    const margin = Math.max(...Object.keys(groups).map(({ length }) => length)) + 1;
    const lines = [...Object.entries(groups), ['MORE', rest] as const].flatMap(([title, names]) => {
      const known = names.filter((name) => all.has(name));
      return known.map((name, index) => {
        return `${(index === 0 ? title : '').padEnd(margin)}${name.padEnd(width)}  ${shortened(all.get(name) ?? '', columns - margin - width - 2)}`;
      });
    });
    const { bin, version } = this.config;
    return [
      `${bin} ${version}: ${bin} <command> --help explains one; --json is for scripts.`,
      ...lines,
    ].join('\n');
  }

  /** Without the lists that oclif adds below. */
  protected override async showRootHelp(): Promise<void> {
    this.log(this.formatRoot());
  }

  /** What is shown in one line: topics in place of the commands below them. */
  #entries(): Map<string, string | undefined> {
    const topics = new Map(this.sortedTopics.map(({ name, description }) => [name, description]));
    const entries = this.sortedCommands
      .filter(shownAlone)
      .map((command): [string, string | undefined] => {
        const name = command.id.split(':')[0] ?? command.id;
        return [
          name,
          topics.get(name) ?? (name === command.id ? this.summary(command) : undefined),
        ];
      });
    return new Map(entries);
  }
}

/** A summary without its full stop; of one that is wider than `room` what stands before its first comma or colon. */
function shortened(summary: string, room: number): string {
  const whole = summary.replace(/\.$/, '');
  return whole.length <= room ? whole : whole.replace(/[,:] .*$/s, '');
}

/** Another name of a command needs no line of its own. */
function shownAlone({ id, aliases }: Command.Loadable): boolean {
  return !aliases.includes(id);
}
