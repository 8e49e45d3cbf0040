/** The simplest bot that keeps what it owes: a message is on the disk before its 200, a reply before its send, 20 entries are remembered. */
import { fdatasyncSync, mkdtempSync, openSync } from 'node:fs';
import { Agent, createServer, request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const vendors = process.argv[2] ?? '';
const agent = new Agent({ keepAlive: true, maxSockets: 512 });
const file = join(mkdtempSync(join(tmpdir(), 'durable-')), 'bot.db');
const database = new DatabaseSync(file);
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
  CREATE TABLE inbound (id TEXT PRIMARY KEY, chat TEXT, body TEXT, done INTEGER DEFAULT 0) WITHOUT ROWID;
  CREATE TABLE outbound (id INTEGER PRIMARY KEY, chat TEXT, text TEXT, sent TEXT);
  CREATE TABLE chats (chat TEXT PRIMARY KEY, entries TEXT) WITHOUT ROWID;`);
const log = openSync(`${file}-wal`, 'r+');
const accept = database.prepare(
  'INSERT INTO inbound (id, chat, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
);
const end = database.prepare('UPDATE inbound SET done = 1 WHERE id = ?');
const reply = database.prepare('INSERT INTO outbound (chat, text) VALUES (?, ?)');
const sent = database.prepare('UPDATE outbound SET sent = ? WHERE id = ?');
const recall = database.prepare('SELECT entries FROM chats WHERE chat = ?');
const remember = database.prepare('INSERT OR REPLACE INTO chats VALUES (?, ?)');

let writes: { work: () => unknown; resolve: (value: never) => void }[] = [];
function write<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    if (writes.push({ work, resolve }) > 1) return;
    setImmediate(() => {
      const all = writes;
      writes = [];
      database.exec('BEGIN IMMEDIATE');
      const results = all.map((one) => one.work() as never);
      database.exec('COMMIT');
      fdatasyncSync(log);
      for (const [index, one] of all.entries()) one.resolve(results[index] as never);
    });
  });
}

function post(path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer key' };
  return new Promise((resolve, reject) => {
    const call = request(`${vendors}${path}`, { agent, method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    call.on('error', reject).end(JSON.stringify(body));
  });
}

interface Notification {
  idMessage: string;
  senderData: { chatId: string };
  messageData: { textMessageData: { textMessage: string } };
}

async function answer({
  idMessage,
  senderData: { chatId },
  messageData,
}: Notification): Promise<void> {
  const known = recall.get(chatId)?.['entries'];
  const past = typeof known === 'string' ? (JSON.parse(known) as object[]) : [];
  const said = [...past, { role: 'user', content: messageData.textMessageData.textMessage }];
  const system = {
    role: 'system',
    content: 'You answer the customers of a school. The course costs 25 000 ₸ a month.',
  };
  const body = { model: 'gpt-6-luna', messages: [system, ...said] };
  const { choices } = (await post('/v1/chat/completions', body)) as {
    choices: { message: { content: string } }[];
  };
  const text = choices[0]?.message.content ?? '';
  const id = await write(() => {
    end.run(idMessage);
    remember.run(
      chatId,
      JSON.stringify([...said, { role: 'assistant', content: text }].slice(-20)),
    );
    return reply.run(chatId, text).lastInsertRowid;
  });
  const out = (await post('/waInstance1/sendMessage/token', { chatId, message: text })) as {
    idMessage: string;
  };
  await write(() => sent.run(out.idMessage, id));
}

async function receive(body: string, response: ServerResponse): Promise<void> {
  const notification = JSON.parse(body) as Notification;
  const { idMessage, senderData } = notification;
  const { changes } = await write(() => accept.run(idMessage, senderData.chatId, body));
  response.writeHead(200, { 'content-length': 0 }).end();
  if (changes === 1) await answer(notification);
}

const server = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    receive(Buffer.concat(chunks).toString(), response).catch(console.error);
  });
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as { port: number }).port }),
);
