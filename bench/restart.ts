import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller, median, notification } from './load.ts';
import { startVendors, startWabot, startWabotIn, type Measured } from './processes.ts';

const runs = 5;

/** Times from the start of the program, medians in milliseconds. */
export interface Restart {
  /** To the first 200 of a webhook, with nothing to do. */
  first200: number;
  /** To the first reply, with 1,000 chats that a killed process has left waiting. */
  firstReply: number;
}

const chats = 1000;

/** Each start in an empty folder, and each with a journal of its own that a killed process has left. */
export async function restarts(more: Readonly<Record<string, string>> = {}): Promise<Restart> {
  const first200: number[] = [];
  const firstReply: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    first200.push(await toFirst200(more));
    firstReply.push(await toFirstReply(more));
  }
  return { first200: median(first200), firstReply: median(firstReply) };
}

async function toFirst200(more: Readonly<Record<string, string>>): Promise<number> {
  const vendors = await startVendors(0);
  const begun = performance.now();
  const system = await startWabot(vendors, more);
  await accept(system, 1);
  const took = performance.now() - begun;
  await system.stop();
  await vendors.stop();
  return took;
}

async function toFirstReply(more: Readonly<Record<string, string>>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-bench-restart-'));
  const silent = await startVendors(10 * 60_000);
  const killed = await startWabotIn(folder, silent, more);
  await accept(killed, chats);
  await killed.kill();
  await silent.stop();
  const vendors = await startVendors(0);
  const begun = performance.now();
  const started = startWabotIn(folder, vendors, more);
  await vendors.sent(1);
  const took = vendors.lastSentAt() - begun;
  await (await started).kill();
  await vendors.stop();
  await rm(folder, { recursive: true, force: true });
  return took;
}

async function accept(system: Measured, count: number): Promise<void> {
  const caller = new Caller(system.url, 50);
  await caller.flood(Array.from({ length: count }, (_, chat) => notification(chat)));
  caller.close();
}
