import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AlertWatch, type Happening } from '../../../src/core/alerts/alert-watch.ts';
import { FileCourses, sharedCourses, type Courses } from '../../../src/core/alerts/courses.ts';
import type { Sign } from '../../../src/core/alerts/episodes.ts';
import { endingModels, givenUp, spentBudget } from '../../../src/core/alerts/happenings.ts';
import type { DeadLetter } from '../../../src/core/kinds/journal.ts';
import type { NewNotice } from '../../../src/core/kinds/notices.ts';
import type { Log } from '../../../src/core/log.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();
const minute = 60_000;
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Notices as a journal takes them: each id once. */
class FakeNotices {
  readonly added: NewNotice[] = [];
  /** When each was added. */
  readonly times: number[] = [];
  fails = false;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(notice: NewNotice): Promise<boolean> {
    if (this.fails) return Promise.reject(new Error('the journal is gone'));
    const isNew = this.added.every(({ id }) => id !== notice.id);
    if (isNew) {
      this.added.push(notice);
      this.times.push(this.#now());
    }
    return Promise.resolve(isNew);
  }

  get topics(): string[] {
    return this.added.map(({ topic }) => topic);
  }
}

/** A thing that is well or not, watched by processes that share its course; time is moved by hand. */
class World {
  at = 1_796_000_000_000;
  sign: Sign | undefined = { isWell: true };
  readonly notices = new FakeNotices(() => this.at);
  readonly courses: Courses;

  constructor(courses: Courses) {
    this.courses = courses;
  }

  /** A process that begins now. */
  process(happenings: readonly Happening[] = []): AlertWatch {
    return new AlertWatch({
      vitals: [{ topic: 'alert.account', look: () => this.sign }],
      happenings,
      courses: this.courses,
      notices: this.notices,
      wants: (topic) => !topic.startsWith('alert.unwanted'),
      log: silent,
      now: () => this.at,
    });
  }

  /** Goes on looking every ten seconds for so long. */
  async pass(milliseconds: number, ...watches: AlertWatch[]): Promise<void> {
    for (const end = this.at + milliseconds; this.at < end;) {
      this.at += 10_000;
      for (const watch of watches) await watch.look();
    }
  }
}

let place = 0;
const inFile = (): Courses => new FileCourses(join(folder(), String((place += 1))), silent);

/** As a journal's cluster keeps it; each change is tried twice. */
function inCluster(): Courses {
  const values = new Map<string, string>();
  return sharedCourses({
    change(name, change) {
      change(values.get(name));
      const next = change(values.get(name));
      if (next !== undefined) values.set(name, next);
      return Promise.resolve();
    },
  });
}

const down: Sign = { isWell: false, values: { problem: 'it is notAuthorized' }, not: ['whatsapp'] };
const up: Sign = { isWell: true };

describe.each([
  ['in a file', inFile],
  ['among processes', inCluster],
])('what is kept %s', (_, courses) => {
  it('tells of trouble at once, once, and of its end, once', async () => {
    const world = new World(courses());
    const watch = world.process();
    await world.pass(minute, watch);
    expect(world.notices.added).toEqual([]);
    world.sign = down;
    const since = world.at + 10_000;
    await world.pass(90 * minute, watch);
    expect(world.notices.added).toEqual([
      {
        id: `alert.account/${since}`,
        at: since,
        topic: 'alert.account',
        values: { problem: 'it is notAuthorized' },
        not: ['whatsapp'],
      },
    ]);
    world.sign = up;
    await world.pass(minute, watch);
    await world.pass(60 * minute, watch);
    expect(world.notices.topics).toEqual(['alert.account', 'alert.account.over']);
    expect(world.notices.added[1]).toMatchObject({
      id: `alert.account/${since}/over`,
      values: { from: since },
    });
  });

  it('tells at most twice in ten minutes, however it flaps, and of the end once', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const world = new World(courses());
      const watches = [world.process(), world.process()];
      const flaps = Array.from({ length: 50 }, (_each, index) => (index * 7919 * (seed + 1)) % 59);
      for (const flap of flaps) {
        world.sign = down;
        await world.pass(seed % 2 === 0 ? 0 : 10_000, ...watches);
        for (const watch of watches) watch.changed('alert.account');
        await watches[0]?.look();
        world.sign = up;
        await world.pass(flap < 20 && seed % 3 === 0 ? 40_000 : 0, ...watches);
        world.at += (10 * minute) / 50;
        for (const watch of watches) await watch.look();
      }
      await world.pass(60 * minute, ...watches);
      const { times } = world.notices;
      const most = times.map(
        (at) => times.filter((other) => other >= at && other < at + 10 * minute).length,
      );
      expect(Math.max(...most)).toBeLessThanOrEqual(2);
      expect(world.notices.topics.at(-1)).toBe('alert.account.over');
      expect(times.length % 2).toBe(0);
    }
  });

  it('tells the same over restarts and by several processes', async () => {
    const world = new World(courses());
    world.sign = down;
    for (let life = 0; life < 30; life += 1)
      await world.pass(10_000, world.process(), world.process(), world.process());
    world.sign = undefined;
    await world.pass(5 * minute, world.process());
    expect(world.notices.topics).toEqual(['alert.account']);
    world.sign = up;
    for (let life = 0; life < 30; life += 1)
      await world.pass(10_000, world.process(), world.process());
    expect(world.notices.topics).toEqual(['alert.account', 'alert.account.over']);
  });

  it('tells later what could not be told, under the same id', async () => {
    const world = new World(courses());
    world.sign = down;
    world.notices.fails = true;
    const since = world.at + 10_000;
    await world.pass(2 * minute, world.process());
    world.notices.fails = false;
    await world.pass(minute, world.process());
    expect(world.notices.added.map(({ id, at }) => [id, at])).toEqual([
      [`alert.account/${since}`, since],
    ]);
  });

  it('says nothing of trouble that is over before anybody could be told', async () => {
    const world = new World(courses());
    const watch = world.process();
    world.sign = down;
    world.notices.fails = true;
    await world.pass(minute, watch);
    world.notices.fails = false;
    world.sign = up;
    await world.pass(60 * minute, watch);
    expect(world.notices.added).toEqual([]);
  });

  it('does not take a process that sees trouble for well, as another does', async () => {
    const world = new World(courses());
    const [blind, seeing] = [world.process(), world.process()];
    for (let count = 0; count < 60; count += 1) {
      world.sign = down;
      await seeing.look();
      world.sign = up;
      await blind.look();
      world.at += 10_000;
    }
    expect(world.notices.topics).toEqual(['alert.account']);
  });
});

describe('what happens', () => {
  const letter = (more: Partial<DeadLetter>): DeadLetter => ({
    id: 'a',
    kind: 'outbound',
    chat: '77010000000@c.us',
    reason: 'service.green-api.quota',
    at: 0,
    body: '',
    ...more,
  });

  it('given up: is told once in ten minutes, but for what people withdrew and the owners themselves', async () => {
    const world = new World(inFile());
    const { at } = world;
    const letters: DeadLetter[] = [
      letter({ at: at - 1 }),
      letter({ at: at - 2, kind: 'inbound' }),
      letter({ at: at - 2, reason: 'paused' }),
      letter({ at: at - 2, reason: 'setup.budget' }),
      letter({ at: at - 2, kind: 'invalid' }),
      letter({ at: at - 2, chat: '77001234567@c.us' }),
      letter({ at: at - 61 * minute }),
    ];
    const owners = ['77001234567@c.us'];
    const watch = world.process([
      givenUp({ list: () => Promise.resolve(letters) }, { owners, now: () => world.at }),
    ]);
    await world.pass(minute, watch);
    letters.push(letter({ at: world.at }));
    await world.pass(minute, watch);
    expect(world.notices.added.map(({ values }) => values)).toEqual([
      { count: 2, problem: 'service.green-api.quota' },
    ]);
    letters.push(letter({ at: world.at + 12 * minute }));
    await world.pass(13 * minute, watch);
    expect(world.notices.added).toHaveLength(2);
  });

  it('the budget: is told at 80 and at 100 %, once a day', async () => {
    const world = new World(inFile());
    let spent = 0;
    let day = '2026-11-30';
    const reached: ('day' | 'chatDay')[] = [];
    const caps = { day: { setting: 'WABOT_BUDGET_DAY', dollars: 5 } };
    const watch = world.process([
      spentBudget(
        () => Promise.resolve({ day, share: spent, reached, caps }),
        () => world.at,
      ),
    ]);
    for (spent of [0.5, 0.79, 0.8, 0.85, 0.99, 1, 1.2, 0.9]) await world.pass(minute, watch);
    expect(world.notices.topics).toEqual(['alert.budget.80', 'alert.budget.100']);
    expect(world.notices.added[0]?.values).toEqual({ cap: 'WABOT_BUDGET_DAY', dollars: 5 });
    day = '2026-12-01';
    spent = 0.1;
    await world.pass(minute, watch);
    reached.push('day', 'chatDay');
    await world.pass(minute, watch);
    expect(world.notices.added.slice(2).map(({ id }) => id)).toEqual([
      'alert.budget.100/2026-12-01',
      'alert.budget.chat/2026-12-01',
    ]);
  });

  it('is looked at no more often than it says', async () => {
    const world = new World(inFile());
    const lookedAt: number[] = [];
    const look = (): Promise<NewNotice[]> => {
      lookedAt.push(world.at);
      return Promise.resolve([]);
    };
    const watch = world.process([{ everyMs: 5 * minute, look }]);
    const begun = world.at + 10_000;
    await world.pass(12 * minute, watch);
    expect(lookedAt.map((at) => (at - begun) / minute)).toEqual([0, 5, 10]);
  });

  it('a model that ends: is told 30, 7 and 1 days before', async () => {
    const world = new World(inFile());
    const end = { model: 'gpt-5', setting: 'OPENAI_MODEL', at: world.at + 40 * 24 * 60 * minute };
    const watch = world.process([
      endingModels(
        () => Promise.resolve([end]),
        () => world.at,
      ),
    ]);
    for (let hour = 0; hour < 50 * 24; hour += 6) {
      world.at += 6 * 60 * minute;
      await watch.look();
    }
    expect(world.notices.added.map(({ values }) => values?.['days'])).toEqual([30, 7, 1]);
  });
});
