/**
 * `npm run bench`: wabot against a direct pipeline (acknowledge, ask, send; nothing kept), against one that keeps what it owes on
 * the disk and nothing else, and against a bare HTTP server, in one run on loopback. Prints ratios; the machine's speed cancels out. `npm run bench -- acks cpu` runs only those.
 */
import {
  cpuMs,
  rssMb,
  startDirect,
  startDurable,
  startFloor,
  startVendors,
  startWabot,
  type Measured,
  type Vendors,
} from './processes.ts';
import { Caller, median, notification } from './load.ts';
import { firstPageMs, openPages } from './page.ts';
import { redisMemory } from './redis-memory.ts';
import { startRedis } from './redis.ts';
import { restarts } from './restart.ts';
import { startUp } from './start-up.ts';
import { voiceNotes } from './voice.ts';

interface Row {
  what: string;
  wabot: number;
  floor: number;
  unit: string;
  /** The bound: on the ratio to the floor, or (with `absolute`) on the value. */
  bound: string;
  holds: boolean;
}

type Start = (vendors: Measured) => Promise<Measured>;

/** Runs one measurement on a fresh system. */
async function on<T>(
  start: Start,
  modelMs: number,
  measure: (system: Measured, vendors: Vendors) => Promise<T>,
): Promise<T> {
  const vendors = await startVendors(modelMs);
  const system = await start(vendors);
  try {
    return await measure(system, vendors);
  } finally {
    await system.stop();
    await vendors.stop();
  }
}

type Measure = (system: Measured, vendors: Vendors) => Promise<number>;

/** Measures three times, one after the other: others use the machine, too, and a median tells more than one run. */
async function thrice<T>(measure: () => Promise<T>): Promise<T[]> {
  return [await measure(), await measure(), await measure()];
}

/** Medians of wabot and of both pipelines, measured in turn. */
async function inTurn(
  modelMs: number,
  measure: Measure,
): Promise<{ wabot: number; direct: number; durable: number }> {
  const all = await thrice(async () => ({
    direct: await on(startDirect, modelMs, measure),
    wabot: await on(startWabot, modelMs, measure),
    durable: await on(startDurable, modelMs, measure),
  }));
  return {
    wabot: median(all.map(({ wabot }) => wabot)),
    direct: median(all.map(({ direct }) => direct)),
    durable: median(all.map(({ durable }) => durable)),
  };
}

/** A ratio to the pipeline that keeps what it owes, and the bound that is wanted of it. */
function toDurable(what: string, unit: string, wabot: number, floor: number, most: number): Row {
  const isRate = unit === '/s';
  const holds = isRate ? wabot / floor >= most : wabot / floor <= most;
  return {
    what: `${what}, to durable`,
    wabot,
    floor,
    unit,
    bound: `${isRate ? '≥' : '≤'} ${most}`,
    holds,
  };
}

/** The share of these times that is asked for: 0.95 is the 95th percentile. */
function percentile(times: readonly number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0;
}

function texts(count: number, chats: number): string[] {
  return Array.from({ length: count }, (_, index) => notification(index % chats));
}

/** Acks a second at 50 connections while the turns run. */
async function acksPerSecond(system: Measured): Promise<number> {
  const caller = new Caller(system.url, 50);
  await caller.flood(texts(500, 500));
  const bodies = texts(5000, 5000);
  const ms = await caller.flood(bodies);
  caller.close();
  return (bodies.length / ms) * 1000;
}

/** Time from the webhook call to the send, one message of a new chat after the other, the model answering at once. */
async function latencyMs(system: Measured, vendors: Vendors, chats = 2000): Promise<number> {
  const caller = new Caller(system.url, 1);
  const warmUp = Math.min(50, chats / 6);
  let begun = performance.now();
  for (let index = 0; index < chats; index += 1) {
    if (index === warmUp) begun = performance.now();
    await Promise.all([caller.post(notification(index)), vendors.sent(index + 1)]);
  }
  caller.close();
  return (performance.now() - begun) / (chats - warmUp);
}

/** What is added to a model that takes a second: from each of 150 calls a second to its send, milliseconds, in no order. */
async function addedMs(system: Measured, vendors: Vendors): Promise<number[]> {
  const caller = new Caller(system.url, 50);
  const begun = new Map<string, number>();
  for (let index = 0; index < 1500; index += 1) {
    const body = notification(index);
    begun.set(`${77_000_000_000 + index}@c.us`, performance.now());
    void caller.post(body);
    if (index % 3 === 2) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await vendors.sent(1500);
  caller.close();
  return vendors.times.slice(300).map(({ chat, at }) => at - (begun.get(chat) ?? at) - 1000);
}

/** Processor time per message over 200 chats with 10 messages each, one message of a chat at a time. */
async function cpuPerMessage(system: Measured, vendors: Vendors): Promise<number> {
  const caller = new Caller(system.url, 50);
  await caller.flood(texts(400, 400));
  await vendors.sent(400);
  const before = cpuMs(system.pid);
  for (let round = 1; round <= 10; round += 1) {
    await caller.flood(texts(200, 200));
    await vendors.sent(400 + round * 200);
  }
  caller.close();
  return (cpuMs(system.pid) - before) / 2000;
}

/** 500 chats with 4 messages each, delivered strictly one at a time; the model takes a second. */
async function strictDelivery(system: Measured, vendors: Vendors): Promise<number> {
  const caller = new Caller(system.url, 1);
  const begun = performance.now();
  for (const body of texts(2000, 500)) await caller.post(body);
  await answeredAll(vendors, 500);
  caller.close();
  return vendors.lastSentAt() - begun;
}

/** Resolves when every chat got a reply and none has come for longer than the model takes. */
async function answeredAll(vendors: Vendors, chats: number): Promise<void> {
  while (new Set(vendors.sends).size < chats)
    await new Promise((resolve) => setTimeout(resolve, 20));
  for (let seen = -1; seen !== vendors.sends.length;) {
    seen = vendors.sends.length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
  }
}

/** Latency of other chats while one waits 30 s for its answer, against latency without it. */
async function isolation(
  system: Measured,
  vendors: Vendors,
): Promise<{ alone: number; beside: number }> {
  const alone = await latencyMs(system, vendors, 300);
  const caller = new Caller(system.url, 1);
  await caller.post(notification(9_999, 'SLOW'));
  caller.close();
  const fresh: Vendors = { ...vendors, sent: (count) => vendors.sent(300 + count) };
  return { alone, beside: await latencyMs(system, fresh, 300) };
}

async function memory(system: Measured, vendors: Vendors): Promise<{ idle: number; full: number }> {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const idle = rssMb(system.pid);
  const caller = new Caller(system.url, 20);
  await caller.flood(texts(10_000, 10_000));
  await vendors.sent(10_000);
  caller.close();
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return { idle, full: rssMb(system.pid) };
}

/** Runs one measurement on files and one on a fresh Redis. */
async function filesAndRedis(modelMs: number, measure: Measure): Promise<number[]> {
  const files = await on(startWabot, modelMs, measure);
  const redis = await startRedis();
  try {
    return [
      files,
      await on((vendors) => startWabot(vendors, { REDIS_URL: redis.url }), modelMs, measure),
    ];
  } finally {
    await redis.stop();
  }
}

const scenarios: Record<string, () => Promise<Row[]>> = {
  async acks() {
    const floor = await on(startFloor, 0, acksPerSecond);
    const direct = await on(startDirect, 200, acksPerSecond);
    const wabot = await on(startWabot, 200, acksPerSecond);
    const durable = await on(startDurable, 200, acksPerSecond);
    return [
      toDurable('acks a second', '/s', wabot, durable, 0.5),
      {
        what: 'acks a second, to the direct pipeline',
        wabot,
        floor: direct,
        unit: '/s',
        bound: '≥ 0.5',
        holds: wabot / direct >= 0.5,
      },
      {
        what: 'acks a second, to a bare HTTP server',
        wabot,
        floor,
        unit: '/s',
        bound: '',
        holds: true,
      },
    ];
  },
  async latency() {
    const { wabot, direct, durable } = await inTurn(0, latencyMs);
    return [
      toDurable('time per message, 2,000 chats one by one', 'ms', wabot, durable, 1.5),
      {
        what: 'time per message',
        wabot,
        floor: direct,
        unit: 'ms',
        bound: '≤ 2',
        holds: wabot / direct <= 2,
      },
    ];
  },
  async cpu() {
    const { wabot, direct, durable } = await inTurn(0, cpuPerMessage);
    return [
      toDurable('processor time per message', 'ms', wabot, durable, 2),
      {
        what: 'processor time per message, 200 chats',
        wabot,
        floor: direct,
        unit: 'ms',
        bound: '≤ 2',
        holds: wabot / direct <= 2,
      },
    ];
  },
  async added() {
    const wabot = await on(startWabot, 1000, addedMs);
    const durable = await on(startDurable, 1000, addedMs);
    const at = (share: number, most: number): Row =>
      toDurable(
        `added, ${share * 100} % of messages`,
        'ms',
        percentile(wabot, share),
        percentile(durable, share),
        most,
      );
    return [at(0.95, 3), at(0.99, 5)];
  },
  async strict() {
    const direct = await on(startDirect, 1000, strictDelivery);
    const wabot = await on(startWabot, 1000, strictDelivery);
    return [
      {
        what: '500 chats × 4, one at a time, 1 s model',
        wabot,
        floor: direct,
        unit: 'ms',
        bound: '≤ 2.5',
        holds: wabot / direct <= 2.5,
      },
    ];
  },
  async isolation() {
    const { alone, beside } = await on(startWabot, 0, isolation);
    return [
      {
        what: 'time per message beside a 30 s answer',
        wabot: beside,
        floor: alone,
        unit: 'ms',
        bound: '≈ 1',
        holds: beside / alone <= 1.5,
      },
    ];
  },
  async voice() {
    const { wabot, direct } = await voiceNotes();
    return [
      {
        what: 'processor time per voice note, at most 45 ms',
        wabot: wabot.cpuMs,
        floor: direct.cpuMs,
        unit: 'ms',
        bound: '',
        holds: wabot.cpuMs <= 45,
      },
      {
        what: 'voice notes a second, at least 20',
        wabot: wabot.perSecond,
        floor: direct.perSecond,
        unit: '/s',
        bound: '',
        holds: wabot.perSecond >= 20,
      },
    ];
  },
  async page() {
    const firstMs = await firstPageMs();
    const { addedMb, alone, beside } = await openPages();
    return [
      {
        what: 'first view on a cheap phone over slow 4G, to 1 s',
        wabot: firstMs,
        floor: 1000,
        unit: 'ms',
        bound: '≤ 1',
        holds: firstMs <= 1000,
      },
      {
        what: '50 open pages add, to 30 MB',
        wabot: addedMb,
        floor: 30,
        unit: 'MB',
        bound: '≤ 1',
        holds: addedMb <= 30,
      },
      {
        what: 'time per message beside 50 open pages',
        wabot: beside,
        floor: alone,
        unit: 'ms',
        bound: '≈ 1',
        holds: beside / alone <= 1.5,
      },
    ];
  },
  async restart() {
    const { first200, firstReply } = await restarts();
    const within = (what: string, ms: number, most: number): Row => ({
      what,
      wabot: ms,
      floor: most,
      unit: 'ms',
      bound: '≤ 1',
      holds: ms <= most,
    });
    return [
      within('start to the first 200, to 600 ms', first200, 600),
      within('start to the first of 1,000 left chats, to 1 s', firstReply, 1000),
    ];
  },
  async memory() {
    const runs = await thrice(() => on(startWabot, 0, memory));
    const idle = median(runs.map((run) => run.idle));
    const added = median(runs.map((run) => run.full - run.idle));
    return [
      {
        what: 'idle memory, to 90 MB',
        wabot: idle,
        floor: 90,
        unit: 'MB',
        bound: '≤ 1',
        holds: idle <= 90,
      },
      {
        what: '10,000 chats add, to 40 MB',
        wabot: added,
        floor: 40,
        unit: 'MB',
        bound: '≤ 1',
        holds: added <= 40,
      },
    ];
  },
  async redis() {
    const [acks = 0, redisAcks = 0] = await filesAndRedis(200, acksPerSecond);
    const [cpu = 0, redisCpu = 0] = await filesAndRedis(0, cpuPerMessage);
    const [time = 0, redisTime = 0] = await filesAndRedis(0, latencyMs);
    return [
      {
        what: 'acks a second on Redis, to files',
        wabot: redisAcks,
        floor: acks,
        unit: '/s',
        bound: '≥ 0.5',
        holds: redisAcks / acks >= 0.5,
      },
      {
        what: 'processor time per message on Redis, to files',
        wabot: redisCpu,
        floor: cpu,
        unit: 'ms',
        bound: '≤ 2',
        holds: redisCpu / cpu <= 2,
      },
      {
        what: 'time per message on Redis, to files',
        wabot: redisTime,
        floor: time,
        unit: 'ms',
        bound: '',
        holds: true,
      },
    ];
  },
  async start() {
    const { hello: floor, ...times } = await startUp();
    const starts = [
      ['--version', times.version, 1.3],
      ['--help', times.help, 1.4],
      ['history list', times.historyList, 1.6],
    ] as const;
    return starts.map(([args, wabot, most]) => ({
      what: `wabot ${args}, to a bare oclif hello`,
      wabot,
      floor,
      unit: 'ms',
      bound: `≤ ${most}`,
      holds: wabot / floor <= most,
    }));
  },
  async 'redis-memory'() {
    const { listMs, showMs, jsonBytes, storedBytes } = await redisMemory();
    const within = (what: string, ms: number): Row => ({
      what,
      wabot: ms,
      floor: 50,
      unit: 'ms',
      bound: '≤ 1',
      holds: ms <= 50,
    });
    return [
      within('first page of 100,000 chats in Redis, to 50 ms', listMs),
      within('one of 100,000 chats in Redis, to 50 ms', showMs),
      {
        what: 'a chat in Redis, to its JSON',
        wabot: storedBytes,
        floor: jsonBytes,
        unit: 'B',
        bound: '≤ 1.5',
        holds: storedBytes <= 1.5 * jsonBytes,
      },
    ];
  },
};

function line({ what, wabot, floor, unit, bound, holds }: Row): string {
  const number = (value: number): string => value.toFixed(value < 10 ? 2 : 0).padStart(9);
  const ratio = (wabot / floor).toFixed(2).padStart(7);
  return `${what.padEnd(44)}${number(wabot)} ${unit.padEnd(3)}${number(floor)} ${unit.padEnd(3)}${ratio}  ${bound.padEnd(6)}${holds ? '' : ' MISSED'}`;
}

const wanted = process.argv.slice(2);
console.log(
  `${''.padEnd(44)}${'wabot'.padStart(9)}    ${'floor'.padStart(9)}    ${'ratio'.padStart(7)}  bound`,
);
for (const [name, scenario] of Object.entries(scenarios)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await scenario()) console.log(line(row));
}
