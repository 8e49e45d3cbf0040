import type { NewNotice, Notices } from '../kinds/notices.ts';
import type { Log } from '../log.ts';
import type { Courses } from './courses.ts';
import { advance, afterTelling, type Sign, type Step } from './episodes.ts';

/** How often it is looked how things are, milliseconds. */
const lookPauseMs = 10_000;

/** Something that may stop working and work again. */
export interface Vital {
  /** Of its notices: `alert.account`; the recovery's is `alert.account.over`. */
  topic: string;
  /** Which of several it is, but for the first. */
  of?: string | undefined;
  /** How it is; undefined: not known at the moment. */
  look(): Promise<Sign | undefined> | Sign | undefined;
  /** How often at most, milliseconds; every ten seconds without it. */
  everyMs?: number;
}

/** Something that happens, with an id of its own each time. */
export interface Happening {
  /** What has happened, as long as it is worth telling; the same again is told once. */
  look(): Promise<readonly NewNotice[]>;
  everyMs: number;
}

export interface AlertWatchDependencies {
  vitals: readonly Vital[];
  happenings: readonly Happening[];
  courses: Courses;
  notices: Pick<Notices, 'add'>;
  wants(topic: string): boolean;
  log: Log;
  now(): number;
}

/** Looks again and again how things are, and has people told when that changes. */
export class AlertWatch {
  readonly #parts: AlertWatchDependencies;
  readonly #lookedAt = new Map<object, number>();
  readonly #told = new Set<string>();
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(parts: AlertWatchDependencies) {
    this.#parts = parts;
  }

  /** Looks now and every ten seconds, until `stop`. */
  watch(): void {
    void this.look().then(() => {
      if (!this.#isStopped) this.#timer = setTimeout(() => this.watch(), lookPauseMs).unref();
    });
  }

  /** Resolves when a look that goes on has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  /** One thing may have changed: it is looked at now. */
  changed(topic: string): void {
    if (this.#isStopped) return;
    for (const vital of this.#parts.vitals) if (vital.topic === topic) void this.#feel(vital);
  }

  /** Looks at everything whose time has come. Never rejects. */
  look(): Promise<void> {
    const { vitals, happenings } = this.#parts;
    this.#looking ??= Promise.all([
      ...vitals.filter((each) => this.#isTime(each)).map((vital) => this.#feel(vital)),
      ...happenings.filter((each) => this.#isTime(each)).map((each) => this.#hear(each)),
    ]).then(() => void (this.#looking = undefined));
    return this.#looking;
  }

  #isTime(each: Vital | Happening): boolean {
    const { now } = this.#parts;
    const { everyMs = 0 } = each;
    if (now() - (this.#lookedAt.get(each) ?? Number.NEGATIVE_INFINITY) < everyMs) return false;
    this.#lookedAt.set(each, now());
    return true;
  }

  async #feel({ topic, of, look }: Vital): Promise<void> {
    const { courses, wants, notices, log, now } = this.#parts;
    if (!wants(topic)) return;
    try {
      const sign = await look();
      if (!sign) return;
      let step: Step = { course: {} };
      const name = of === undefined ? topic : `${topic}/${of}`;
      const named = { ...sign, of };
      await courses.change(name, (before) => (step = advance(topic, before, named, now())).course);
      const { tell } = step;
      if (!tell) return;
      await notices.add(tell);
      log[sign.isWell ? 'info' : 'warn']('alert', { topic: tell.topic, ...tell.values });
      await courses.change(name, (before) => afterTelling(before, tell, now()));
    } catch (error) {
      log.debug('alert-not-told', { topic, error });
    }
  }

  async #hear({ look }: Happening): Promise<void> {
    const { wants, notices, log } = this.#parts;
    try {
      for (const notice of await look()) {
        if (!wants(notice.topic) || this.#told.has(notice.id)) continue;
        if (await notices.add(notice)) log.warn('alert', { topic: notice.topic, ...notice.values });
        this.#told.add(notice.id);
      }
    } catch (error) {
      log.debug('alert-not-told', { error });
    }
  }
}
