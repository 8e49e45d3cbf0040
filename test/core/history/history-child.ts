import { Chats } from '../../../src/core/history/chats.ts';
import { History } from '../../../src/core/history/history.ts';
import { chat, hourMs, keepingLog, openFile, turn } from '../memories.ts';

/** A process of its own beside the tests: `history-child.ts <file> write <name> | clear`. It says on stdout what it has done. */
const [path = '', task, name = ''] = process.argv.slice(2);
const options = { ttlMs: hourMs, log: keepingLog() };

if (task === 'clear') {
  const chats = new Chats(openFile(path), options);
  console.log(await chats.clear(chat));
  await chats.close();
} else {
  const history = new History(openFile(path), { limit: 10, ...options });
  for (let number = 1; ; number += 1) {
    await history.record(turn(number, { chat: `${name} ${number % 50}` }));
    process.stdout.write(`${number}\n`);
    if (number % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
