import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Slot } from '../../../src/core/kinds/calendar.ts';
import { SqliteLedger } from '../../../src/plugins/calendar/sqlite-ledger.ts';
import { possibleSlots } from '../../../src/plugins/calendar/free-slots.ts';
import { serviceNamed } from '../../../src/plugins/calendar/plan.ts';
import { useFolder } from '../../folder.ts';
import { useRedis } from '../redis/server.ts';
import { useCalendarServer } from './google/calendar-server.ts';
import { hourMs, monday, planOf, roundTheClock } from './places.ts';
import { repeated } from '../../rounds.ts';

const folder = useFolder();
const redis = useRedis();

/** How often two customers want one time; a thousand of them: `RACES=1000`. */
const races = Number(process.env['RACES'] ?? repeated(20, 100));

interface Told {
  from: number;
  outcome: unknown;
}

async function times(): Promise<Slot[]> {
  const opened = await planOf(roundTheClock);
  const service = serviceNamed(opened.plan, 'Стрижка');
  if (!service) throw new Error('no service');
  return possibleSlots(
    service,
    { from: monday, to: monday + races * hourMs },
    { ...opened, now: monday },
  );
}

function start(
  place: string,
  kind: string,
  name: string,
): { child: ChildProcess; told: Told[]; ready: Promise<void>; done: Promise<void> } {
  const child = fork(join(import.meta.dirname, 'racer.ts'), [place, kind, name], { execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const told: Told[] = [];
  const heard = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  child.on('message', (message: Told | 'ready' | 'done') => {
    if (message === 'ready') heard.resolve();
    else if (message === 'done') ended.resolve();
    else told.push(message);
  });
  child.on('exit', () => ended.resolve());
  return { child, told, ready: heard.promise, done: ended.promise };
}

async function race(place: string, kind: string): Promise<{ wanted: number[]; booked: number[] }> {
  const slots = await times();
  const racers = ['one', 'two'].map((name) => start(place, kind, name));
  await Promise.all(racers.map(({ ready }) => ready));
  for (const { child } of racers) child.send(slots);
  await Promise.all(racers.map(({ done }) => done));
  const all = racers.flatMap(({ told }) => told);
  expect(
    all.filter(
      ({ outcome }) => typeof outcome === 'object' && outcome !== null && 'failed' in outcome,
    ),
  ).toEqual([]);
  const booked = all.filter(({ outcome }) => outcome === 'booked').map(({ from }) => from);
  return { wanted: slots.map(({ from }) => from), booked: booked.toSorted((a, b) => a - b) };
}

describe('two processes that book the same times for two customers', () => {
  it('book each once in SQLite', async () => {
    const { wanted, booked } = await race(join(folder(), randomUUID()), 'table');
    expect(booked).toEqual(wanted);
  }, 300_000);

  it('book each once in Redis', async () => {
    const { wanted, booked } = await race(redis().url, 'table');
    expect(booked).toEqual(wanted);
  }, 300_000);

  it('book each once in Google Calendar', async () => {
    const server = await useCalendarServer();
    const { wanted, booked } = await race(join(folder(), randomUUID()), server.url);
    expect(booked).toEqual(wanted);
    const starts = server.events.flatMap(({ status, start: { dateTime } }) =>
      status === 'confirmed' ? [dateTime] : [],
    );
    expect(new Set(starts).size).toBe(starts.length);
  }, 500_000);

  it('lose nothing that was confirmed, and book nothing twice, when one is killed in the midst of it', async () => {
    const place = join(folder(), randomUUID());
    const slots = await times();
    const racers = ['one', 'two'].map((name) => start(place, 'table', name));
    await Promise.all(racers.map(({ ready }) => ready));
    for (const { child } of racers) child.send(slots);
    await expect.poll(() => racers[0]?.told.length, { interval: 1 }).toBeGreaterThan(5);
    racers[0]?.child.kill('SIGKILL');
    await Promise.all(racers.map(({ done }) => done));
    const ledger = new SqliteLedger(place, () => monday);
    onTestFinished(() => ledger.close());
    const kept = (await ledger.list({})).map(({ from }) => from);
    expect(new Set(kept).size).toBe(kept.length);
    const confirmed = racers
      .flatMap(({ told }) => told)
      .filter(({ outcome }) => outcome === 'booked');
    expect(confirmed.filter(({ from }) => !kept.includes(from))).toEqual([]);
  }, 300_000);
});
