import { join } from 'node:path';
import { vi } from 'vitest';
import { Notifier, type NotifierDependencies } from '../../../src/core/alerts/notifier.ts';
import { noticingJournal } from '../../../src/core/alerts/noticing-journal.ts';
import type { Wordings } from '../../../src/core/alerts/wording.ts';
import type { Alert, AlertRoute } from '../../../src/core/kinds/alert.ts';
import type { Journal } from '../../../src/core/kinds/journal.ts';
import type { LogFields } from '../../../src/core/log.ts';
import { translatorTo } from '../../../src/core/owner-language/index.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';

/** A route that does what it is told, and keeps what it was brought. */
export class FakeRoute implements AlertRoute {
  readonly repeats: AlertRoute['repeats'];
  readonly tries: Alert[] = [];
  /** What becomes of each try in turn, then of all others as of the last: an error, or never any end. */
  readonly script: (Error | 'hang' | undefined)[] = [];

  constructor(repeats: AlertRoute['repeats'] = 'idempotent') {
    this.repeats = repeats;
  }

  async send(alert: Alert, signal: AbortSignal): Promise<void> {
    this.tries.push(alert);
    const next = this.script.shift();
    if (next === 'hang')
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    else if (next) throw next;
  }
}

export const wordings: Wordings = {
  ticket: ({ case: of, values }) => ({
    title: `№${of?.number ?? 0} Нужен человек`,
    lines: [String(values?.['question'] ?? '')],
    level: 'warning',
  }),
  gone: () => undefined,
};

/** A notifier over a real journal with a clock that is moved by hand. */
export class NotifierWorld {
  readonly journal: Journal;
  readonly events: { event: string; fields: LogFields }[] = [];
  readonly routes: Record<string, FakeRoute>;
  readonly notifier: Notifier;
  at = 1_796_000_000_000;
  posted = 0;

  private constructor(
    journal: Journal,
    routes: Record<string, FakeRoute>,
    more: Partial<NotifierDependencies>,
  ) {
    this.routes = routes;
    const write = (event: string, fields: LogFields = {}): void =>
      void this.events.push({ event, fields });
    this.notifier = new Notifier({
      journal,
      routes: new Map(Object.entries(routes)),
      sinks: new Map(),
      settled: () => Promise.resolve(),
      wants: () => true,
      wordings,
      telling: { words: translatorTo('ru'), clock: String },
      posted: () => (this.posted += 1),
      log: { debug: write, info: write, warn: write, error: write },
      now: () => this.at,
      ...more,
    });
    this.journal = noticingJournal(journal, () => this.notifier.wake());
  }

  static async open(
    folder: string,
    routes: Record<string, FakeRoute>,
    more: Partial<NotifierDependencies> = {},
  ): Promise<NotifierWorld> {
    let world: NotifierWorld | undefined;
    const journal = openJournal(join(folder, 'journal.db'), () => world?.at ?? 0);
    await journal.ownership.claim(() => Promise.resolve());
    world = new NotifierWorld(journal, routes, more);
    world.notifier.start();
    return world;
  }

  /** Resolves when nothing is owed. */
  async settled(): Promise<void> {
    await vi.waitFor(async () => {
      const owed = await this.journal.notices.list('owed');
      if (owed.length > 0) throw new Error(`${owed.length} notices are owed`);
    }, 5_000);
  }

  /** Time passes, and the notifier looks again. */
  pass(milliseconds: number): void {
    this.at += milliseconds;
    this.notifier.wake();
  }

  /** Names of what was logged. */
  get told(): string[] {
    return this.events.map(({ event }) => event);
  }

  async close(): Promise<void> {
    await this.notifier.stop(0);
    await this.journal.close();
  }
}
