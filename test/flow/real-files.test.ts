import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wabotHere } from '../cli.ts';
import { customer, dialogueOf } from './dialogue.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(1);
const folder = join(import.meta.dirname, '../plugins/knowledge/real-files');

/** A model that says what was found of one service and of the rules. */
const found = (heard: Parameters<typeof dialogueOf>[0]): string =>
  dialogueOf(heard)
    .system.split('\n')
    .filter((line) => /№ 4321 |подъезд/.test(line))
    .join('\n');

function openShop(): Promise<World> {
  return openWorld({ env: { WABOT_KNOWLEDGE: folder }, openAi: { answer: found }, idle: true });
}

const warnings = {
  'pages-200.pdf': ['it has 201 pages, of which 100 were read'],
  'prices.xlsx': ['it has a hidden sheet «Закупка», which is left out'],
  'protected.docx': [
    'it is protected by a password or of an old Office; save it without one, in the new format',
  ],
  'protected.pdf': ['it is protected by a password'],
  'protected.xlsx': [
    'it is protected by a password or of an old Office; save it without one, in the new format',
  ],
  'rules.doc': ['it is of a kind that is not read; save it as .docx'],
  'rules.odt': ['it is of a kind that is not read; save it as .docx'],
  'scan.pdf': ['page 1 is a scan without text', 'it holds no text'],
};

describe('files of real programs', () => {
  it('are read, each that cannot be with a line of its own, and answered from', async () => {
    await using world = await openShop();
    const where = { cwd: world.folder, env: world.env };
    const checked = await wabotHere(['knowledge', 'sync', '--check'], where);
    expect(checked).toMatchObject({ code: 10, value: { documents: 5, rows: 5_002 } });
    const said = checked.value as { warnings: { document: string; message: string }[] };
    const byFile = Object.groupBy(said.warnings, ({ document }) => document);
    expect(
      Object.fromEntries(
        Object.entries(byFile).map(([name, all]) => [name, all?.map(({ message }) => message)]),
      ),
    ).toEqual(warnings);

    await world.start();
    expect(await world.ask(chat, 'Қызмет № 4321 шаш қию бағасы қанша?')).toContain(
      'Услуга: Қызмет № 4321 шаш қию; Цена, ₸ Дети: 5321; Цена, ₸ Взрослые: 6321',
    );
    expect(await world.ask(chat, 'Қандай ережелер бар, ұстаз қай күні?')).toContain(
      'Қош келдіңіз! Әр сәрсенбіде ғимаратта ұстаз һәм өнер үйірмесі',
    );
  });
});
