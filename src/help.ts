import type { Command } from '@oclif/core/command';
import { Help } from '@oclif/core/help';

/** Commands and topics by what a person wants; what is in none of them comes last, under "More". */
const groups: Readonly<Record<string, readonly string[]>> = {
  'SET UP': ['init', 'doctor', 'webhook', 'config', 'plugins', 'autocomplete'],
  RUN: ['serve', 'service', 'status', 'logs', 'dev'],
  'TRY OUT': ['chat', 'transcribe', 'replay'],
  'LOOK AFTER': ['history', 'prompts', 'outbox', 'send', 'usage', 'migrate'],
};

/** Help whose first page fits on one screen: a line for each command or topic, in groups. */
export class WabotHelp extends Help {
  override formatRoot(): string {
    const all = this.#entries();
    const width = Math.max(...[...all.keys()].map(({ length }) => length));
    const named = new Set(Object.values(groups).flat());
    const rest = [...all.keys()].filter((name) => !named.has(name));
    const sections = [...Object.entries(groups), ['MORE', rest] as const].flatMap(([title, names]) => {
      const rows = names.flatMap((name): [string, string | undefined][] => {
        return all.has(name) ? [[name.padEnd(width), all.get(name)]] : [];
      });
      return rows.length === 0 ? [] : [this.section(title, this.renderList(rows, { indentation: 2, spacer: '\n' }))];
    });
    const { bin, version } = this.config;
    const usage = this.wrap(
      `${bin} ${version}. Every command explains itself (${bin} doctor --help) and has --json for scripts.`,
    );
    return [usage, ...sections].join('\n\n');
  }

  /** Without the lists that oclif adds below. */
  protected override async showRootHelp(): Promise<void> {
    this.log(this.formatRoot());
  }

  /** What is shown in one line: topics in place of the commands below them. */
  #entries(): Map<string, string | undefined> {
    const topics = new Map(this.sortedTopics.map(({ name, description }) => [name, description]));
    const entries = this.sortedCommands.filter(shownAlone).map((command): [string, string | undefined] => {
      const name = command.id.split(':')[0] ?? command.id;
      return [name, topics.get(name) ?? (name === command.id ? this.summary(command) : undefined)];
    });
    return new Map(entries);
  }
}

/** Another name of a command needs no line of its own. */
function shownAlone({ id, aliases }: Command.Loadable): boolean {
  return !aliases.includes(id);
}
