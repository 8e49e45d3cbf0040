import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import type { Knowledge } from '../core/kinds/knowledge.ts';
import { live, refusesAborted, until, type AbortPatience } from './aborting.ts';
import { register, type Check, type Closable, type Register } from './register.ts';
import { holdsNone, wabotRejection } from './rejection.ts';

/** Where the documents lie, as the user of the suite plays it. */
export interface DocumentsUnderTest {
  /** From now on it holds one table of this name, with these rows; the first holds the headings. */
  holds(name: string, rows: readonly (readonly string[])[]): Promise<void>;
  /** From now on it cannot be read: it is gone, or refuses. */
  breaks(): Promise<void>;
  /** What may stand in no error, no warning and no text: a key. */
  secrets: readonly string[];
}

/** A source of documents and where they lie. The suite closes the knowledge. */
export interface OpenedKnowledge extends Closable {
  knowledge: Knowledge;
  source: DocumentsUnderTest;
}

/** Makes the source under test, its own for each call, where nothing lies yet. */
export type OpenKnowledge = () => Promise<OpenedKnowledge>;

const head = ['Услуга', 'Цена'];
const first = [head, ['Стрижка', 'от 5 000 ₸'], ['Бояу | тонирование', '15 000 ₸']];
const second = [head, ['Стрижка', 'от 6 000 ₸']];

const checks = (patience: AbortPatience): Record<string, Check<OpenedKnowledge>> => ({
  async 'gives a table as Markdown, each row under its headings'({ knowledge, source }) {
    await source.holds('prices', first);
    const { documents, source: place } = await knowledge.fetch(live());
    equal(documents.length, 1, 'one document');
    match(documents[0]?.name ?? '', /^[^\n\\]{1,200}$/, 'it has a name of one line');
    const text = documents[0]?.text ?? '';
    for (const line of ['| Услуга | Цена |', '| --- | --- |', '| Стрижка | от 5 000 ₸ |'])
      ok(text.includes(line), `there is the line ${line}`);
    ok(text.includes('Бояу \\| тонирование'), 'a bar within a cell is escaped');
    ok(place !== '', 'the place has a name');
    holdsNone(place, source.secrets);
  },
  async 'gives the same again as long as nothing changed'({ knowledge, source }) {
    await source.holds('prices', first);
    const mark = await knowledge.look(live());
    deepEqual(await knowledge.fetch(live()), await knowledge.fetch(live()));
    equal(await knowledge.look(live()), mark, 'the mark stays');
  },
  async 'shows by its mark that something changed'({ knowledge, source }) {
    await source.holds('prices', first);
    const mark = await knowledge.look(live());
    await source.holds('prices', second);
    const isNew = async (): Promise<boolean> => (await knowledge.look(live())) !== mark;
    await until(isNew, 'the mark should be another one', patience);
    notEqual((await knowledge.fetch(live())).documents[0]?.text.includes('6 000'), false);
  },
  async 'rejects where its source cannot be read'({ knowledge, source }) {
    await source.holds('prices', first);
    await source.breaks();
    holdsNone(await wabotRejection(knowledge.fetch(live())), source.secrets);
    holdsNone(await wabotRejection(knowledge.look(live())), source.secrets);
  },
  async 'ends with the reason of its signal where that has aborted'({ knowledge, source }) {
    await source.holds('prices', first);
    await refusesAborted((signal) => knowledge.fetch(signal), patience);
    await refusesAborted((signal) => knowledge.look(signal), patience);
  },
});

/** What every source of documents must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function knowledgeSuite(
  it: Register,
  open: OpenKnowledge,
  patience: AbortPatience = {},
): void {
  register(it, checks(patience), async () => {
    const opened = await open();
    return {
      ...opened,
      async close() {
        await opened.knowledge.close?.();
        await opened.close?.();
      },
    };
  });
}
