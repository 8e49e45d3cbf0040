import { fork, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server under measurement, on loopback. */
export interface Measured {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** The vendors' side; `sends` are the chats that got a reply, in order. */
export interface Vendors extends Measured {
  sends: string[];
  /** The same with the moments at which each was heard of, on the clock of `performance.now()`. */
  times: { chat: string; at: number }[];
  /** When the newest was heard of, on the clock of `performance.now()`. */
  lastSentAt(): number;
  /** Resolves when so many replies were sent in all. */
  sent(count: number): Promise<void>;
}

const here = import.meta.dirname;

/** What the vendors' model answers stands in it: an answer that nobody vouches for is asked for again, and is another measurement. */
const prompt = 'You answer the customers of a school. The course costs 25 000 ₸ a month.';

async function forked(
  file: string,
  args: string[],
  onMessage?: (message: { chatId: string }) => void,
): Promise<Measured> {
  const child = fork(join(here, file), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise<number>((resolve) => {
    child.on('message', (message: { port?: number; chatId?: string }) => {
      if (message.port !== undefined) resolve(message.port);
      else if (message.chatId !== undefined) onMessage?.({ chatId: message.chatId });
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: () => ended(child, 'SIGKILL'),
  };
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** Starts vendors whose model takes `modelMs`, with this file as every voice note. */
export async function startVendors(modelMs: number, note?: string): Promise<Vendors> {
  const sends: string[] = [];
  const times: { chat: string; at: number }[] = [];
  let lastSentAt = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  const server = await forked(
    'vendors.ts',
    [String(modelMs), ...(note === undefined ? [] : [note])],
    ({ chatId }) => {
      sends.push(chatId);
      lastSentAt = performance.now();
      times.push({ chat: chatId, at: lastSentAt });
      for (const wait of waiting) if (sends.length >= wait.count) wait.resolve();
    },
  );
  const sent = (count: number): Promise<void> =>
    new Promise((resolve) => {
      if (sends.length >= count) resolve();
      else waiting.push({ count, resolve });
    });
  return { ...server, sends, times, sent, lastSentAt: () => lastSentAt };
}

export function startFloor(): Promise<Measured> {
  return forked('floor.ts', []);
}

export function startDirect(vendors: Measured): Promise<Measured> {
  return forked('direct.ts', [vendors.url]);
}

export function startDurable(vendors: Measured): Promise<Measured> {
  return forked('durable.ts', [vendors.url]);
}

/** The built bot in an empty folder, its log at the usual level. `more`: further settings. */
export async function startWabot(
  vendors: Measured,
  more: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-bench-'));
  const bot = await startWabotIn(folder, vendors, more);
  return {
    ...bot,
    async stop() {
      await bot.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same in a folder that stays, whatever was left in it. */
export async function startWabotIn(
  folder: string,
  vendors: Measured,
  more: Readonly<Record<string, string>> = {},
): Promise<Measured & { kill(): Promise<void> }> {
  await writeFile(join(folder, 'prompt.md'), `${prompt}\n`);
  const environment = {
    PATH: process.env['PATH'],
    GREEN_ID_INSTANCE: '1',
    GREEN_API_TOKEN: 'bench-token-0123456789',
    GREEN_API_URL: vendors.url,
    OPENAI_BASE_URL: `${vendors.url}/v1`,
    OPENAI_API_KEY: 'bench-key-0123456789',
    WABOT_QUIET_MS: '0',
    HOST: '127.0.0.1',
    PORT: '0',
    ...more,
  };
  const child = spawn(process.execPath, [join(here, '../bin/run.js'), 'serve'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let heard = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      heard = (heard + text).slice(-20_000);
      const address = /"address":"(http:\/\/[^"/]+)/.exec(heard)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`wabot serve ended: ${heard}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    stop: () => ended(child, 'SIGTERM'),
    kill: () => ended(child, 'SIGKILL'),
  };
}

/** Processor time that a process has used, in milliseconds (Linux); `withChildren`: and programs that it has started and that have ended. */
export function cpuMs(pid: number, { withChildren = false } = {}): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  const ticks = fields.slice(11, withChildren ? 15 : 13).map(Number);
  return ticks.reduce((sum, count) => sum + count, 0) * 10;
}

/** Memory that a process holds, in MB (Linux). */
export function rssMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
