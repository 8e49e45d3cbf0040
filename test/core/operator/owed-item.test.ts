import { expect, it } from 'vitest';
import {
  dropItem,
  dueItems,
  findItem,
  waitingItems,
} from '../../../src/core/operator/owed-item.ts';
import { openJournal } from '../../../src/plugins/journal/sqlite/journal.ts';
import {
  anna,
  bolat,
  buried,
  message,
  settlement,
  waitingIds,
} from '../../../src/suites/journal/place.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();

it('what is owed is found by its id, and thrown away', async () => {
  let now = 1_000;
  const journal = openJournal(folder(), () => now);
  try {
    const letter = await buried(journal, anna, 'given-up');
    for (const [chat, id] of [
      [bolat, 'b'],
      [anna, 'a'],
      [anna, 'same'],
      [bolat, 'same'],
    ] as const) {
      now += 1;
      await journal.inbox.accept(message(chat, id));
    }
    await journal.inbox.accept(message(anna, 'answered'));
    await journal.turns.settle(settlement(anna, ['answered'], ['hello']));
    expect((await waitingItems(journal)).map(({ id }) => id)).toEqual(['b', 'a', 'same', 'same']);
    const [due] = await dueItems(journal);
    expect(due).toMatchObject({ state: 'due', due: { text: 'hello' } });
    expect(await findItem(journal, letter.id)).toMatchObject({
      state: 'given up',
      letter: { chat: anna },
    });
    expect(await findItem(journal, due?.id ?? '')).toEqual(due);
    expect(await findItem(journal, 'same')).toMatchObject({
      state: 'waiting',
      waiting: { inbound: { chat: bolat } },
    });
    expect(await findItem(journal, 'nobody')).toBeUndefined();
    for (const id of [letter.id, due?.id ?? '', 'a']) {
      const item = await findItem(journal, id);
      expect(item && (await dropItem(journal, item, now))).toBe(true);
      expect(await findItem(journal, id)).toBeUndefined();
    }
    expect(await waitingIds(journal, anna)).toEqual(['same']);
    expect(await journal.inbox.accept(message(anna, 'a'))).toMatchObject({ isNew: false });
    expect((await journal.turns.unremembered()).map(({ id }) => id)).not.toContain(`${anna}/a`);
  } finally {
    await journal.close();
  }
});

it('a message is not said to be thrown away where the journal does not take that', async () => {
  const journal = openJournal(folder(), () => 1_000);
  try {
    await journal.inbox.accept(message(anna, 'kept'));
    const item = (await waitingItems(journal)).find(({ id }) => id === 'kept');
    if (!item) throw new Error('nothing waits');
    const full = new Error('the disk is full');
    const turns = { ...journal.turns, settle: () => Promise.reject(full) };
    await expect(dropItem({ ...journal, turns }, item, 2_000)).rejects.toBe(full);
    expect(await waitingIds(journal, anna)).toContain('kept');
  } finally {
    await journal.close();
  }
});
