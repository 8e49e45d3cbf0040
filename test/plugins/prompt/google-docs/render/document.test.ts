import { describe, expect, it } from 'vitest';
import { documentText } from '../../../../../src/plugins/prompt/google-docs/render/document.ts';
import { document, heading, item, lists, paragraph, run, tab, table } from '../fixtures.ts';

/** The text of a document of one tab. */
function textOf(...content: Parameters<typeof tab>[0]): string {
  return documentText(document(tab(content)));
}

describe('a document', () => {
  it('becomes text with headings, paragraphs and gaps', () => {
    const text = textOf(
      heading(0, 'Студия йоги'),
      paragraph('Мы на Абая 10.'),
      paragraph(''),
      paragraph(''),
      paragraph(''),
      paragraph('Ждём вас!'),
      heading(2, 'Цены'),
      paragraph('Разовое — 4 000 ₸'),
    );
    expect(text).toBe('# Студия йоги\nМы на Абая 10.\n\nЖдём вас!\n\n## Цены\nРазовое — 4 000 ₸');
  });

  it('is empty where there is nothing to read', () => {
    expect(textOf(paragraph(''), paragraph('\u00a0 \u200b'))).toBe('');
    expect(documentText({})).toBe('');
  });

  it('puts runs together before it looks at them', () => {
    expect(
      textOf(
        paragraph([
          run('Здравствуйте, {{и', { bold: true }),
          run('мя}}', { italic: true }),
          run('!'),
        ]),
      ),
    ).toBe('Здравствуйте, {{имя}}!');
  });

  it('has plain quotes, spaces and line ends, and no invisible marks', () => {
    const text = textOf(
      paragraph('“Йога”\u00a0— ‘хатха’  и\u202fт.\u00adд.\ufeff \ue907'),
      paragraph('верх\vниз'),
    );
    expect(text).toBe('"Йога" — \'хатха\' и т.д.\nверх\nниз');
  });

  it('is read from its own body where there are no tabs', () => {
    expect(
      documentText({ body: { content: [item('один', 'kix.n'), item('два', 'kix.n')] }, lists }),
    ).toBe('1. один\n2. два');
  });

  it('leaves out tables of contents, pictures, formulas and breaks', () => {
    const odd = { inlineObjectElement: { inlineObjectId: 'kix.picture' } };
    const text = textOf(
      { tableOfContents: { content: [paragraph('Цены 1')] } },
      paragraph([
        run('Схема: '),
        odd,
        { equation: {} },
        { pageBreak: {} },
        { autoText: { type: 'PAGE_NUMBER' } },
        run('см. ниже'),
      ]),
    );
    expect(text).toBe('Схема: см. ниже');
  });
});

describe('tabs', () => {
  const inner = tab([heading(1, 'Мастера'), paragraph('Айгерим')], { title: 'Люди' });
  const prices = tab([heading(1, 'Цены'), paragraph('4 000 ₸')], {
    title: 'Основное',
    childTabs: [inner],
  });
  const empty = tab([paragraph('')], { title: 'Черновик' });
  const hours = tab([paragraph('10–20')], { title: 'Часы' });

  it('have titles of the six levels that there are, however deep they are nested', () => {
    let nested = tab([paragraph('level 8')], { title: 'tab 8' });
    for (let level = 7; level > 0; level -= 1)
      nested = tab([paragraph(`level ${level}`)], { title: `tab ${level}`, childTabs: [nested] });
    const titles = documentText(document(nested)).match(/^#+ .*$/gm);
    expect(titles?.map((title) => title.lastIndexOf('#') + 1)).toEqual([1, 2, 3, 4, 5, 6, 6, 6]);
  });

  it('are all read, nested ones too, each under its title', () => {
    expect(documentText(document(prices, empty, hours))).toBe(
      '# Основное\n\n## Цены\n4 000 ₸\n\n## Люди\n\n### Мастера\nАйгерим\n\n# Часы\n\n10–20',
    );
  });

  it('have no title where there is one alone', () => {
    expect(documentText(document(empty, hours))).toBe('10–20');
  });
});

describe('lists', () => {
  it('have bullets and levels', () => {
    expect(
      textOf(
        item('чай', 'kix.b'),
        item('зелёный', 'kix.b', 1),
        item('сенча', 'kix.b', 2),
        item('кофе', 'kix.b'),
      ),
    ).toBe('- чай\n  - зелёный\n    - сенча\n- кофе');
  });

  it('are counted, each level by itself and again under the next item', () => {
    const content = [
      item('раз', 'kix.n'),
      item('а', 'kix.n', 1),
      item('б', 'kix.n', 1),
      item('и', 'kix.n', 2),
      item('два', 'kix.n'),
      item('снова а', 'kix.n', 1),
    ];
    expect(textOf(...content)).toBe('1. раз\n  a. а\n  b. б\n    i. и\n2. два\n  a. снова а');
  });

  it('go on after a paragraph between two items, beside other lists', () => {
    expect(
      textOf(
        item('раз', 'kix.n'),
        paragraph('пояснение'),
        item('точка', 'kix.b'),
        item('два', 'kix.n'),
      ),
    ).toBe('1. раз\nпояснение\n- точка\n2. два');
  });

  it('have the numbers of a contract', () => {
    expect(
      textOf(
        item('О нас', 'kix.l'),
        item('Адрес', 'kix.l', 1),
        item('Оплата', 'kix.l'),
        item('Карты', 'kix.l', 1),
        item('Рассрочка', 'kix.l', 1),
      ),
    ).toBe('1. О нас\n  1.1. Адрес\n2. Оплата\n  2.1. Карты\n  2.2. Рассрочка');
  });

  it('begin where the document says', () => {
    const five = {
      'kix.5': {
        listProperties: {
          nestingLevels: [{ glyphType: 'UPPER_ROMAN', glyphFormat: '%0)', startNumber: 4 }],
        },
      },
    };
    const body = { content: [item('а', 'kix.5'), item('б', 'kix.5'), item('в', 'kix.5')] };
    expect(documentText({ body, lists: five })).toBe('IV) а\nV) б\nVI) в');
  });

  it('count an empty item, which is not shown, and a level that was never begun', () => {
    expect(textOf(item('раз', 'kix.n'), item('', 'kix.n'), item('три', 'kix.n'))).toBe(
      '1. раз\n3. три',
    );
    expect(textOf(item('сразу глубже', 'kix.l', 1))).toBe('1.1. сразу глубже');
  });

  it('to be ticked, and of an unknown kind, have bullets', () => {
    expect(textOf(item('купить', 'kix.c'), item('?', 'kix.absent'))).toBe('- купить\n- ?');
  });

  it('keep a line within an item together', () => {
    expect(textOf(item('первая\vвторая', 'kix.n'))).toBe('1. первая\n   вторая');
  });
});

describe('tables', () => {
  it('are rows between bars', () => {
    expect(
      textOf(
        paragraph('Цены:'),
        table([
          ['Курс', 'Цена'],
          ['A1 | A2', '35 000 ₸'],
          ['', ''],
        ]),
        paragraph('Всё.'),
      ),
    ).toBe('Цены:\n\n| Курс | Цена |\n| --- | --- |\n| A1 \\| A2 | 35 000 ₸ |\n\nВсё.');
  });

  it('have what stands in a cell on one line: paragraphs, lists, headings, a table', () => {
    const cell = [
      heading(3, 'Пн'),
      paragraph('10:00'),
      item('хатха', 'kix.n'),
      item('флоу', 'kix.n'),
      table([
        ['зал', '2'],
        ['мест', '12'],
      ]),
    ];
    expect(
      textOf(
        table([
          ['День', 'Что'],
          ['1', cell],
        ]),
      ),
    ).toContain('| 1 | Пн; 10:00; 1. хатха; 2. флоу; зал, 2; мест, 12 |');
  });

  it('of one cell are a frame around a text', () => {
    expect(textOf(table([[[paragraph('Важно:'), item('звоните', 'kix.b')]]]))).toBe(
      'Важно:\n- звоните',
    );
  });
});

describe('in a line', () => {
  const link = (url: string) => ({ link: { url } });

  it('links keep their address, unless the words are the address', () => {
    const text = textOf(
      paragraph([
        run('Запись '),
        run('на ', link('https://a.kz/b')),
        run('сайте ', { ...link('https://a.kz/b'), bold: true }),
        run('тут.'),
      ]),
      paragraph([
        run('https://a.kz', link('https://a.kz/')),
        run(' '),
        run('info@a.kz', link('mailto:info@a.kz')),
        run(' '),
        run('+7 700 123-45-67', link('tel:+77001234567')),
      ]),
      paragraph([run('см. Цены', { link: { headingId: 'h.2' } })]),
    );
    expect(text).toBe(
      'Запись [на сайте](https://a.kz/b) тут.\nhttps://a.kz info@a.kz +7 700 123-45-67\nсм. Цены',
    );
  });

  it('chips are words', () => {
    const text = textOf(
      paragraph([
        { person: { personProperties: { name: 'Айгерим', email: 'a@a.kz' } } },
        run(', '),
        { person: { personProperties: { email: 'b@a.kz' } } },
        run(', '),
        { richLink: { richLinkProperties: { title: 'Прайс', uri: 'https://drive.google.com/p' } } },
        run(', '),
        {
          dateElement: {
            dateElementProperties: {
              displayText: '1 дек. 2026 г.',
              timestamp: '2026-12-01T00:00:00Z',
            },
          },
        },
      ]),
    );
    expect(text).toBe(
      'Айгерим <a@a.kz>, b@a.kz, [Прайс](https://drive.google.com/p), 1 дек. 2026 г.',
    );
  });

  it('footnotes stand at the end', () => {
    const note = (footnoteId: string) => ({
      footnoteReference: { footnoteId, footnoteNumber: '7' },
    });
    const footnotes = {
      'kix.f2': { content: [paragraph(' Кроме праздников.')] },
      'kix.f1': { content: [paragraph('С НДС.')] },
    };
    const content = [
      paragraph([run('Цена'), note('kix.f1'), run(', ежедневно'), note('kix.f2')]),
      paragraph('Конец.'),
    ];
    expect(documentText(document(tab(content, { footnotes })))).toBe(
      'Цена[^1], ежедневно[^2]\nКонец.\n\n[^1]: С НДС.\n[^2]: Кроме праздников.',
    );
  });

  it('what is crossed out says so, and a rule is a rule', () => {
    const crossed = paragraph([run('20 000', { strikethrough: true }), run(' 15 000 ₸')]);
    expect(textOf(crossed, paragraph([{ horizontalRule: {} }]), paragraph('ниже'))).toBe(
      '~~20 000~~ 15 000 ₸\n\n---\n\nниже',
    );
  });

  it('nothing is taken that somebody only suggests, and what somebody suggests to remove stays', () => {
    const added = { textRun: { content: '99 000 ₸', suggestedInsertionIds: ['suggest.1'] } };
    const removed = { textRun: { content: '35 000 ₸', suggestedDeletionIds: ['suggest.1'] } };
    const proposed = {
      paragraph: {
        elements: [{ textRun: { content: 'Новый абзац\n', suggestedInsertionIds: ['suggest.2'] } }],
      },
    };
    const { table: rows } = table([['Тайно', 'да']]);
    const content = [
      paragraph([run('Курс: '), added, removed]),
      proposed,
      { table: { ...rows, suggestedInsertionIds: ['suggest.3'] } },
    ];
    expect(textOf(...content)).toBe('Курс: 35 000 ₸');
  });
});
