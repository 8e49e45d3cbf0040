import { writeSync } from 'node:fs';
import { openJournal } from '../../../../src/plugins/journal/sqlite/journal.ts';
import { message, settlement } from '../../../../src/suites/journal/place.ts';

/** Fills a journal until it is killed; says what is done once it is: `accepted ID`, `settled ID`, `sent ID` or `claimed`. */
const [folder = '', name = ''] = process.argv.slice(2);

const say = (word: string, id = ''): number => writeSync(1, `${word} ${id}\n`);

async function work(lane: number): Promise<void> {
  const chat = `7700${1_000_000 + lane}@c.us`;
  for (let count = 0; ; count += 1) {
    const id = `${name}-${lane}-${count}`;
    await journal.inbox.accept(message(chat, id));
    say('accepted', id);
    if (count % 3 === 0) continue;
    const due = await journal.turns.settle(
      settlement(chat, [id], [`first to ${id}`, `second to ${id}`]),
    );
    say('settled', id);
    const [reply] = due;
    if (!reply || count % 3 === 1) continue;
    await journal.outbox.attempt(reply.id, Date.now());
    await journal.outbox.sent(reply.id, `channel-${reply.id}`);
    say('sent', reply.id);
  }
}

const journal = openJournal(folder, Date.now);
await journal.ownership.claim(() => Promise.resolve());
say('claimed');
await Promise.all(Array.from({ length: 8 }, (_, lane) => work(lane)));
