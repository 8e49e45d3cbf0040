import { TimedOut, within } from '../deadline.ts';
import type { Deeds } from '../kinds/deeds.ts';
import type { Tool, ToolSource } from '../kinds/tool.ts';
import type { Log } from '../log.ts';
import { ToolTalk, type TalkParts } from './tool-talk.ts';

/** What the functions of a bot are made of. */
export interface ToolboxParts {
  /** By the names of their plugins. */
  sources: ReadonlyMap<string, ToolSource>;
  /** Functions that are switched off. */
  off: readonly string[];
  /** The most rounds of calls in one turn. */
  rounds: number;
  deeds: Deeds;
  /** Of the business. */
  timeZone: string;
  log: Pick<Log, 'info' | 'warn'>;
  /** Whether nothing is changed, as in a replay: of what was, the kept result is taken. */
  dry?: boolean;
}

/** The longest that a turn waits to be told of functions, milliseconds. */
const patienceMs = 5_000;

/** The functions that the model may call, of all plugins that give some. */
export class Toolbox {
  readonly parts: ToolboxParts;
  /** Sources that could not be asked last time. */
  readonly #away = new Set<string>();
  #isUntaken = false;

  constructor(parts: ToolboxParts) {
    this.parts = parts;
  }

  /** What may be called now, sorted by name; a source that cannot be asked is told of once, and the others serve. */
  async tools(signal: AbortSignal): Promise<readonly Tool[]> {
    const { sources, off } = this.parts;
    const lists = await Promise.all(
      [...sources].map(([name, source]) => this.#listOf(name, source, signal)),
    );
    const known = new Map<string, Tool>();
    for (const tool of lists.flat())
      if (!known.has(tool.name) && !off.includes(tool.name)) known.set(tool.name, tool);
    return [...known.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** The model takes no functions: the bot goes on without them, and its log says so once. */
  untaken(): void {
    if (!this.#isUntaken)
      this.parts.log.warn('tools-untaken', { sources: [...this.parts.sources.keys()] });
    this.#isUntaken = true;
  }

  /** The calls of one turn. */
  talk(parts: Omit<TalkParts, 'rounds' | 'deeds' | 'dry'>): ToolTalk {
    const { rounds, deeds, dry = false } = this.parts;
    return new ToolTalk({ ...parts, rounds, deeds, dry });
  }

  async #listOf(name: string, source: ToolSource, signal: AbortSignal): Promise<readonly Tool[]> {
    const { log } = this.parts;
    try {
      const tools = await within(patienceMs, signal, (limited) => source.list(limited));
      if (this.#away.delete(name)) log.info('tools-back', { source: name });
      return tools;
    } catch (error) {
      if (signal.aborted && !(signal.reason instanceof TimedOut)) throw error;
      if (!this.#away.has(name)) log.warn('tools-away', { source: name, error });
      this.#away.add(name);
      return [];
    }
  }
}
