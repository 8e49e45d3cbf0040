import { WabotError } from '../errors.ts';
import type { AlertRoute } from '../kinds/alert.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Notice } from '../kinds/notices.ts';
import type { Log } from '../log.ts';
import { Carrier, type CarriedRoute } from './carrier.ts';
import { alertOf, type Telling, type Wordings } from './wording.ts';

/** How often it is looked whether somebody has added a notice, milliseconds: other processes may. */
const lookPauseMs = 2_000;

/** The same while the journal cannot be read. */
const troubledPauseMs = 10_000;

export interface NotifierDependencies {
  journal: Pick<Journal, 'notices' | 'cases'>;
  /** By name. */
  routes: ReadonlyMap<string, AlertRoute>;
  /** Where notices of the topics go that are no alerts, by name. */
  sinks: ReadonlyMap<string, CarriedRoute>;
  /** Whether those who are told want to hear of a topic. */
  wants(topic: string): boolean;
  wordings: Wordings;
  telling: Telling;
  /** Told of a notice that no way owes any more, before it is closed; may be told again. */
  settled(notice: Notice): Promise<void>;
  /** Told when a route has made something due in the outbox. */
  posted(): void;
  log: Log;
  now(): number;
}

/**
 * Carries what people of the business are to be told to every route, once each. It looks for what is owed every two seconds, and
 * at once when it is woken; several processes may do so on one journal.
 */
export class Notifier {
  readonly #parts: NotifierDependencies;
  readonly #carriers: readonly Carrier[];
  readonly #stop = new AbortController();
  readonly #cut = new AbortController();
  readonly #carrying = new Set<Promise<void>>();
  #wake: () => void = () => {};
  #isWoken = false;
  #looking: Promise<void> | undefined;
  #isTroubled = false;

  constructor(parts: NotifierDependencies) {
    this.#parts = parts;
    const { journal, posted, log, now } = parts;
    const carried = { notices: journal.notices, posted, log, now };
    const ways = [
      ...[...parts.routes].map(([name, route]) => [name, this.#inWords(route)] as const),
      ...parts.sinks,
    ];
    this.#carriers = ways.map(([name, way]) => new Carrier(name, way, carried));
  }

  /** A route takes what is for people: all that no sink takes. */
  #inWords(route: AlertRoute): CarriedRoute {
    const sinks = [...this.#parts.sinks.values()];
    return {
      repeats: route.repeats,
      takes: (topic) => !sinks.some((sink) => sink.takes(topic)),
      bring: async (notice, { repeated }, signal) => {
        const alert = await this.#worded(notice, repeated);
        if (alert) await route.send(alert, signal);
      },
    };
  }

  /** Begins, with what is owed from before. */
  start(): void {
    this.#looking ??= this.#run();
  }

  /** Something has been added. */
  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  /** Begins no more tries; resolves when those under way are recorded. After `graceMs` they are cut, and count as unknown. */
  async stop(graceMs: number): Promise<void> {
    this.#stop.abort();
    this.#wake();
    const grace = setTimeout(() => this.#cut.abort(), graceMs);
    await this.#looking;
    await Promise.all(this.#carrying);
    clearTimeout(grace);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#isWoken = false;
      const isWell = await this.#look();
      if (signal.aborted) return;
      if (!this.#isWoken) await this.#rest(isWell ? lookPauseMs : troubledPauseMs);
    }
  }

  #rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Sets off what is owed; false when the journal cannot be read, which it tells by itself. */
  async #look(): Promise<boolean> {
    try {
      const owed = await this.#parts.journal.notices.list('owed');
      const open = await this.#open(owed);
      for (const carrier of this.#carriers) this.#setOff(carrier, open);
      this.#isTroubled = false;
      return true;
    } catch (error) {
      this.#tellTrouble(error);
      return false;
    }
  }

  #setOff(carrier: Carrier, owed: readonly Notice[]): void {
    const own = owed.filter((notice) => carrier.owes(notice));
    if (own.length === 0) return;
    const carrying: Promise<void> = carrier
      .carry(own, this.#cut.signal)
      .then(
        (hasEnded) => {
          if (hasEnded) this.wake();
        },
        (error: unknown) => this.#tellTrouble(error),
      )
      .finally(() => this.#carrying.delete(carrying));
    this.#carrying.add(carrying);
  }

  /** Those that a route still owes; the others are closed. */
  async #open(owed: readonly Notice[]): Promise<Notice[]> {
    const { journal, wants, log } = this.#parts;
    const open: Notice[] = [];
    for (const notice of owed) {
      const isWanted = wants(notice.topic);
      if (isWanted && this.#carriers.some((carrier) => carrier.owes(notice))) {
        open.push(notice);
        continue;
      }
      if (isWanted && Object.keys(notice.routes).length === 0)
        log.warn('notice-untold', { topic: notice.topic, reason: 'no route may take it' });
      await this.#parts.settled(notice);
      await journal.notices.close(notice.id);
    }
    return open;
  }

  /** In the words of the owners' language; a notice of which nobody knows the words is told by its topic. */
  async #worded(
    notice: Notice,
    repeated: boolean,
  ): Promise<ReturnType<typeof alertOf> | undefined> {
    const { journal, wordings, telling } = this.#parts;
    const number = notice.case?.number;
    const about = number === undefined ? undefined : await journal.cases.find(number);
    const wording = wordings[notice.topic];
    const { words } = telling;
    if (!wording)
      return alertOf(notice, { title: notice.topic, level: 'info' }, { words, repeated });
    const worded = await wording(notice, telling, about);
    return worded && alertOf(notice, worded, { words, repeated });
  }

  /** Once for each outage. */
  #tellTrouble(error: unknown): void {
    const { log } = this.#parts;
    log[this.#isTroubled && error instanceof WabotError ? 'debug' : 'error']('notices-failed', {
      error,
    });
    this.#isTroubled = true;
  }
}
