import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Customers } from '../src/core/customers/customers.ts';
import { exportedLine } from '../src/core/history/chat-transfer.ts';
import { History } from '../src/core/history/history.ts';
import { planKnowledge, takePlan } from '../src/core/knowledge/knowledge-sync.ts';
import { KnowledgeVersions, knowledgeFolder } from '../src/core/knowledge/knowledge-versions.ts';
import type { Journal } from '../src/core/kinds/journal.ts';
import { PromptFolder } from '../src/core/prompts/prompt-folder.ts';
import { PromptVersions } from '../src/core/prompts/prompt-versions.ts';
import { newChat, takeIn } from '../src/core/history/stored-chat.ts';
import type { Entry, TurnRecord } from '../src/core/kinds/turn-record.ts';
import { SqliteLedger } from '../src/plugins/calendar/sqlite-ledger.ts';
import { openJournal } from '../src/plugins/journal/sqlite/journal.ts';
import { FolderKnowledge } from '../src/plugins/knowledge/folder/folder-knowledge.ts';
import { keepingLog, openFile } from './core/memories.ts';
import { openWorld, type World } from './flow/world.ts';
import { documentId, startGoogle, type FakeGoogle } from './plugins/prompt/google-docs/fake.ts';
import { plain } from './plugins/prompt/google-docs/fixtures.ts';
import { RedisServer } from './plugins/redis/server.ts';

const root = dirname(import.meta.dirname);
const chat = '77001234567@c.us';
const another = '77017654321@c.us';

/** The address that the documents give the bot. */
const publicUrl = 'https://bot.example.kz/webhook';

/** Files beside a clone that a customer sends in the examples. */
const sent = ['photo.jpg', 'price.xlsx'];

/** A bot that has worked for a while, as the examples speak of it: a chat, dead letters i12 and o7, versions 1 to 12 of a Google document, a log. */
export class DocumentedWorld implements AsyncDisposable {
  readonly vendors: World;
  readonly google: FakeGoogle;
  readonly redis: RedisServer;
  readonly #template: string;
  #count = 0;

  private constructor(vendors: World, google: FakeGoogle, redis: RedisServer) {
    this.vendors = vendors;
    this.google = google;
    this.redis = redis;
    this.#template = join(vendors.folder, 'template');
  }

  static async open(): Promise<DocumentedWorld> {
    await using opened = new AsyncDisposableStack();
    const vendors = opened.use(
      await openWorld({
        idle: true,
        greenApi: { restartMs: 0 },
        openAi: { hear: () => 'Сколько стоит курс?' },
      }),
    );
    const world = new DocumentedWorld(
      vendors,
      opened.use(await startGoogle(plain())),
      opened.use(await RedisServer.start()),
    );
    world.google.google.exported = textOf(12);
    await world.#fill();
    opened.move();
    return world;
  }

  /** The environment of an installed bot, whose data and log stand in the folder where it runs. */
  get env(): Record<string, string> {
    const { WABOT_DATA: _data, LOG_DIR: _logs, ...env } = this.vendors.env;
    return {
      ...env,
      WABOT_PROMPT: 'google-docs',
      GOOGLE_DOCS_ID: documentId,
      GOOGLE_API_URL: this.google.url,
      GREEN_API_WEBHOOK_URL: publicUrl,
      WABOT_TIME_ZONE: 'Asia/Almaty',
      WABOT_OWNERS: '77001112233',
      WABOT_TOOLS: 'tools.yaml',
      WABOT_BOOKING: 'booking.yaml',
      WABOT_KNOWLEDGE: './knowledge',
      HOME: this.vendors.folder,
      XDG_CACHE_HOME: join(this.vendors.folder, 'cache'),
      SHELL: '/bin/bash',
    };
  }

  /** A new copy of the bot's folder; the webhook is set as it should be, or as given. */
  async folder(webhookUrl: string = publicUrl): Promise<string> {
    this.#count += 1;
    const folder = join(this.vendors.folder, `place-${this.#count}`);
    await cp(this.#template, folder, { recursive: true });
    this.vendors.greenApi.configure({
      webhookUrl,
      webhookUrlToken: this.env['GREEN_API_WEBHOOK_TOKEN'] ?? '',
    });
    return folder;
  }

  /** A folder with the examples alone, as a clone has them. */
  async clone(): Promise<string> {
    const folder = await mkdtemp(join(this.vendors.folder, 'clone-'));
    await cp(join(root, 'examples'), join(folder, 'examples'), { recursive: true });
    for (const name of sent) await cp(join(this.#template, name), join(folder, name));
    return folder;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.google[Symbol.asyncDispose]();
    await this.redis[Symbol.asyncDispose]();
    await this.vendors[Symbol.asyncDispose]();
  }

  async #fill(): Promise<void> {
    const folder = this.#template;
    await mkdir(join(folder, 'notes'), { recursive: true });
    await fillData(join(folder, 'data'));
    await fillLog(join(folder, 'logs'));
    const voice = join(root, 'examples/voice.ogg');
    for (const name of ['voice.ogg', 'question.ogg', 'notes/1.ogg', 'notes/2.ogg'])
      await cp(voice, join(folder, name));
    await promisify(execFile)('ffmpeg', [
      '-v',
      'error',
      '-i',
      voice,
      '-c:a',
      'aac',
      join(folder, 'lecture.mp4'),
    ]);
    const picture = '-v error -f lavfi -i color=teal:s=64x64 -frames:v 1'.split(' ');
    await promisify(execFile)('ffmpeg', [...picture, join(folder, 'photo.jpg')]);
    await cp(join(root, 'examples/school/knowledge/prices.xlsx'), join(folder, 'price.xlsx'));
    await writeFile(join(folder, 'new-prompt.md'), 'Кофе стоит 900 ₸.\n');
    await writeFile(join(folder, 'news.txt'), 'Мы открылись!\n');
    await fillKnowledge(folder);
    await writeFile(join(folder, 'tools.yaml'), functionsAt(this.google.url));
    await mkdir(join(folder, 'evals'));
    const asked = '- клиент: Сколько стоит чай?\n';
    await writeFile(join(folder, 'evals/price.yaml'), `${asked}- ждём: {молчит: нет}\n`);
    await writeFile(join(folder, 'wrong.yaml'), `${asked}- ждём: [кофе, {означает: кофе есть}]\n`);
    await writeFile(join(folder, 'booking.yaml'), 'services: [{ name: Стрижка, duration: 1h }]\n');
    const record = { ...recordOf('m9', 'Привет', 'Здравствуйте!'), chat: another };
    const stored =
      takeIn(newChat(record.at), record, { limit: 20, pending: 40 }) ?? newChat(record.at);
    await writeFile(join(folder, 'chats.jsonl'), `${exportedLine({ chat: another, ...stored })}\n`);
  }
}

function textOf(version: number): string {
  return `Чай стоит ${version * 100} ₸.\n\nЧасы: 10–20.`;
}

function entry(id: string, role: Entry['role'], text: string): Entry {
  return { id, role, text, at: Date.now() - 60_000 };
}

function recordOf(id: string, text: string, reply: string): TurnRecord {
  const usage = {
    input: 900,
    cached: 300,
    output: 40,
    speechSeconds: 12,
    speechModel: 'gpt-transcribe',
  };
  return {
    id: `${chat}/${id}`,
    chat,
    at: Date.now() - 60_000,
    ms: 900,
    model: 'gpt-6-luna',
    promptVersion: 'gdocs-12',
    usage,
    entries: [entry(id, 'customer', text), entry(`reply:${id}`, 'bot', reply)],
    facts: { language: 'ru' },
  };
}

async function fillData(folder: string): Promise<void> {
  const journal = openJournal(folder, Date.now);
  await fillJournal(journal);
  await journal.close();
  await fillBookings(folder);
  const options = { limit: 20, pending: 40, ttlMs: 24 * 60 * 60 * 1000, log: keepingLog() };
  const memory = openFile(join(folder, 'memory.db'));
  const history = new History(memory, options);
  await history.record(recordOf('3EB0C767D097B7C7C030', 'Сколько стоит чай?', '1200 ₸.'));
  await new Customers(memory, options).edit(chat, { name: 'Айгуль', facts: ['Любит чай'] });
  await history.close();
  const versions = new PromptVersions(folder);
  const source = `Google document ${documentId}`;
  for (let number = 1; number <= 12; number += 1)
    await versions.keep({ text: textOf(number), source, kind: 'gdocs' }, Date.now());
}

/** A price list of which two versions are kept, and which has changed since. */
async function fillKnowledge(folder: string): Promise<void> {
  const documents = join(folder, 'knowledge');
  const priced = (price: string): Promise<void> =>
    writeFile(join(documents, 'prices.csv'), `Услуга;Цена\nСтрижка;${price} ₸\n`);
  await mkdir(documents);
  const dataFolder = join(folder, 'data');
  const kept = new PromptFolder(join(dataFolder, knowledgeFolder));
  const versions = new KnowledgeVersions(kept, dataFolder);
  const sources = [new FolderKnowledge(documents)];
  for (const price of ['4 000', '4 500']) {
    await priced(price);
    const plan = await planKnowledge(sources, versions, new AbortController().signal);
    await takePlan(plan, versions, Date.now());
  }
  await priced('5 000');
}

/** A time that is booked for the day after tomorrow. */
async function fillBookings(folder: string): Promise<void> {
  const ledger = new SqliteLedger(folder, Date.now);
  const from = Date.now() + 48 * 60 * 60 * 1000;
  const times = { service: 'Стрижка', staff: 'Айгуль', from, to: from + 60 * 60 * 1000 };
  const visitor = {
    chat: '77001234567@c.us',
    phone: '77001234567',
    name: 'Мурат',
    comment: 'У окна',
  };
  const kept = { state: 'booked', revision: 1, at: Date.now(), key: 'k', spans: [] } as const;
  await ledger.put({ id: 'bk3k9q0v1m2n4p5r6s7t8u', ...times, visitor, ...kept });
  await ledger.close();
}

/** Twelve messages, of which the last was given up, and one that waits; seven replies, of which the last was refused and one is still due. */
async function fillJournal({ inbox, turns, outbox, letters, cases }: Journal): Promise<void> {
  for (let number = 1; number <= 12; number += 1) {
    const id = number === 1 ? '3EB0C767D097B7C7C030' : `m${number}`;
    await inbox.accept({
      id,
      chat,
      at: Date.now() - 60_000,
      content: { type: 'text', text: 'Сколько стоит чай?' },
    });
    const replies = number < 8 ? [{ text: `Ответ ${number}` }] : [];
    const record = recordOf(id, 'Сколько стоит чай?', '1200 ₸.');
    const due = await turns.settle({
      chat,
      inbound: [id],
      replies,
      record,
      ...(number === 12 ? { givenUp: 'budget' } : {}),
    });
    await turns.remembered(record);
    for (const { id: reply } of number < 7 ? due : []) await outbox.sent(reply, `sent-${number}`);
    for (const { id: reply } of number === 7 ? due : [])
      await outbox.giveUp(reply, 'service.green-api.refused');
  }
  // Up to the number that the examples name.
  for (let number = 1; number <= 17; number += 1)
    await cases.open({
      id: `ticket/documented-${number}`,
      kind: 'ticket',
      chat,
      at: Date.now() - 60_000,
      about: {
        name: 'Айгуль',
        language: 'ru',
        reason: 'asked',
        summary: ['Бот: 1200 ₸.'],
        question: 'Позовите человека',
      },
    });
  await cases.open({
    id: 'request/documented',
    kind: 'request',
    chat,
    at: Date.now() - 60_000,
    about: {
      name: 'Айгуль',
      language: 'ru',
      fields: [{ name: 'wish', label: 'Пожелание', value: 'Торт на субботу' }],
    },
  });
  for (const question of ['Есть парковка?', 'Можно с собакой?'])
    await cases.open({
      id: `question/${question}`,
      kind: 'question',
      chat,
      at: Date.now() - 60_000,
      about: { language: 'ru', reason: 'model', summary: [question], question },
    });
  await letters.reject(Buffer.from('{"broken'), 'no JSON');
  const waiting = {
    id: '3EB0D1A2B3C4D5E6F708',
    chat: another,
    at: Date.now(),
    content: { type: 'text' as const, text: 'Алло?' },
  };
  await inbox.accept(waiting);
  await turns.settle({
    chat: another,
    inbound: [],
    replies: [{ text: 'Скоро будет.' }],
    record: { ...recordOf('due', '', ''), model: 'mine-1', chat: another },
  });
}

async function fillLog(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const time = new Date().toISOString();
  const line = (level: string, event: string): string =>
    JSON.stringify({ level, time, chat: '7700…4567', text: 'Привет', event });
  await writeFile(
    join(folder, 'app.log'),
    `${line('info', 'message-accepted')}\n${line('warn', 'turn-postponed')}\n`,
  );
}

/** The functions of the documents, at a server that has none of the lessons. */
function functionsAt(url: string): string {
  const day =
    'parameters: { type: object, properties: { day: { type: string }, hour: { type: integer } } }';
  return `tools:
  - name: find_lessons
    description: Free lessons of a day.
    effect: read
    ${day}
    http: { url: "${url}/lessons" }
  - name: book_lesson
    description: Books a lesson for this customer.
    ${day}
    http: { url: "${url}/bookings" }
`;
}
