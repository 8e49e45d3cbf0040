/** 100,000 chats in a Redis of their own: the first page of the list, one chat, and what a chat takes in Redis. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { chatJson } from '../src/core/store/chat-json.ts';
import { Chats } from '../src/core/history/chats.ts';
import { encodedTime, newChat, type StoredChat } from '../src/core/history/stored-chat.ts';
import { RedisStore } from '../src/plugins/memory/redis/index.ts';
import { median } from './load.ts';

const chatCount = 100_000;
const dayMs = 86_400_000;
const log = { debug() {}, info() {}, warn() {}, error() {} };

export interface RedisMemory {
  listMs: number;
  showMs: number;
  /** Bytes that a chat's JSON has, and that it takes in Redis with its keys and its places in the index. */
  jsonBytes: number;
  storedBytes: number;
}

/** Ten questions and ten answers in Russian, as a chat is that reached the usual limit. */
function usualChat(now: number): StoredChat {
  const texts = [
    'Здравствуйте! Сколько стоит курс для начинающих?',
    'Добрый день! Курс стоит 45 000 тенге, занятия дважды в неделю. '.repeat(2),
  ];
  const entries = Array.from({ length: 20 }, (_, index) => ({
    id: `3EB0C767D097B7C7${String(index).padStart(4, '0')}`,
    role: index % 2 === 0 ? ('customer' as const) : ('bot' as const),
    text: texts[index % 2] ?? '',
    at: now + index,
  }));
  const recorded = entries.slice(4).map(({ id }) => `77001234567@c.us/${id}`);
  return {
    ...newChat(now),
    updatedAt: now,
    messages: 20,
    facts: { language: 'ru' },
    entries,
    recorded,
  };
}

async function fill(store: RedisStore): Promise<number> {
  const now = Date.now();
  const expires = now + dayMs;
  let bytes = 0;
  for (let first = 0; first < chatCount; first += 500) {
    const entries = Array.from({ length: 500 }, (_, index) => {
      const value = chatJson.stringify({
        value: usualChat(now - chatCount + first + index),
        expires,
      });
      bytes += Buffer.byteLength(value);
      return { key: `7700${String(first + index).padStart(7, '0')}@c.us`, value, expires };
    });
    await store.setMany(entries);
  }
  return bytes;
}

async function timed(times: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const begun = performance.now();
    await work(index);
    taken.push(performance.now() - begun);
  }
  return median(taken);
}

async function usedBytes(client: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await client.info('memory'))?.[1]);
}

async function measure(url: string): Promise<RedisMemory> {
  const client = new Redis(url);
  client.on('error', () => {});
  await client.ping();
  const store = new RedisStore(client, { prefix: 'bench', timeOf: encodedTime });
  const before = await usedBytes(client);
  const bytes = await fill(store);
  const stored = (await usedBytes(client)) - before;
  const chats = new Chats(store, { ttlMs: dayMs, log });
  const listMs = await timed(50, () => chats.list({ limit: 50 }));
  const showMs = await timed(50, (index) =>
    chats.read(`7700${String(index * 1999).padStart(7, '0')}@c.us`),
  );
  client.disconnect();
  return { listMs, showMs, jsonBytes: bytes / chatCount, storedBytes: stored / chatCount };
}

/** Starts redis-server in a folder of its own and measures. */
export async function redisMemory(): Promise<RedisMemory> {
  const folder = await mkdtemp(join(tmpdir(), 'wabot-bench-redis-'));
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
  const options = [
    '--bind',
    '127.0.0.1',
    '--port',
    String(port),
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'yes',
  ];
  const server = spawn('redis-server', options, { stdio: 'ignore' });
  try {
    return await measure(`redis://127.0.0.1:${port}`);
  } finally {
    await new Promise((resolve) => {
      server.once('exit', resolve);
      server.kill('SIGKILL');
    });
    await rm(folder, { recursive: true, force: true });
  }
}
