import { describe, expect, it } from 'vitest';
import { evalCaseOf } from '../../../src/core/eval-cases/read-case.ts';
import { lengthOfTime } from '../../../src/core/eval-cases/length-of-time.ts';
import { parseYaml } from '../../../src/core/files/yaml-file.ts';

async function read(text: string): Promise<ReturnType<typeof evalCaseOf>> {
  return evalCaseOf(await parseYaml(text, 'evals/a.yaml'), 'evals/a.yaml');
}

const inRussian = `
название: Цена
когда: 2026-12-31 09:30
функции: {stock: {left: 3}}
разговор:
  - клиент: [Привет, пауза: 2 мин, Сколько стоит?]
  - голос: a.ogg
  - картинка: b.jpg
    подпись: Есть такое?
  - владелец: Я сам
  - прошло: 3 часа
  - перезапуск
  - сбой: функция stock
  - ждём:
      - 30 000
      - молчит
      - язык: казахский
        одно из: [раз, два]
        функция: {имя: book, с: {service: стрижка}}
        стоит не больше: 0,01
        секунд не больше: 5
        означает: урок бесплатный
        передано человеку: нет
  - не должно быть: [скидка, {функция: cancel}]
`;

const inKazakh = `
атауы: Цена
қашан: 2026-12-31 09:30
функциялар: {stock: {left: 3}}
әңгіме:
  - клиент: [Привет, үзіліс: 2 мин, Сколько стоит?]
  - дауыс: a.ogg
  - сурет: b.jpg
    жазуы: Есть такое?
  - иесі: Я сам
  - өтті: 3 сағат
  - қайта іске қосу
  - ақау: функция stock
  - күтеміз:
      - 30 000
      - үндемейді
      - тілі: қазақша
        бірі: [раз, два]
        функция: {аты: book, деректері: {service: стрижка}}
        құны ең көбі: 0,01
        секунд ең көбі: 5
        мағынасы: урок бесплатный
        адамға берілді: жоқ
  - болмауы керек: [скидка, {функция: cancel}]
`;

const inEnglish = `
title: Цена
when: 2026-12-31 09:30
functions: {stock: {left: 3}}
conversation:
  - customer: [Привет, pause: 2 min, Сколько стоит?]
  - voice: a.ogg
  - image: b.jpg
    caption: Есть такое?
  - owner: Я сам
  - passed: 3 hours
  - restart
  - fault: function stock
  - expect:
      - 30 000
      - silent
      - language: Kazakh
        any of: [раз, два]
        function: {name: book, with: {service: стрижка}}
        costs at most: 0,01
        seconds at most: 5
        means: урок бесплатный
        handed over: no
  - must not: [скидка, {function: cancel}]
`;

/** Without the words in which something was written. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (key === 'written' ? undefined : each)),
  );
}

describe('a conversation in a file', () => {
  it('is the same in the words of three languages', async () => {
    const [russian, kazakh, english] = await Promise.all(
      [inRussian, inKazakh, inEnglish].map(read),
    );
    expect(russian?.faults).toEqual([]);
    expect(plain(kazakh)).toEqual(plain(russian));
    expect(plain(english)).toEqual(plain(russian));
    expect(russian?.case).toMatchObject({ title: 'Цена', at: '2026-12-31 09:30' });
    expect(russian?.case?.results.get('stock')).toEqual({ left: 3 });
    const steps = russian?.case?.steps ?? [];
    expect(steps.flatMap((step) => ('do' in step ? [step.do] : []))).toEqual([
      {
        type: 'say',
        messages: [
          { text: 'Привет', afterMs: 0 },
          { text: 'Сколько стоит?', afterMs: 120_000 },
        ],
      },
      { type: 'voice', file: 'a.ogg' },
      { type: 'file', kind: 'image', file: 'b.jpg', caption: 'Есть такое?' },
      { type: 'owner', text: 'Я сам' },
      { type: 'jump', ms: 3 * 3_600_000 },
      { type: 'restart' },
      { type: 'fault', trouble: { of: 'function', name: 'stock' } },
    ]);
    const expected = steps.flatMap((step) => ('expect' in step ? step.expect : []));
    expect(expected.map((each) => [each.line, each.isNot, each.expected])).toEqual([
      [15, false, { type: 'words', how: 'all', words: ['30 000'] }],
      [16, false, { type: 'silent' }],
      [17, false, { type: 'language', language: 'kk' }],
      [18, false, { type: 'words', how: 'any', words: ['раз', 'два'] }],
      [19, false, { type: 'function', name: 'book', args: { service: 'стрижка' } }],
      [20, false, { type: 'cost', most: 0.01 }],
      [21, false, { type: 'seconds', most: 5 }],
      [22, false, { type: 'means', text: 'урок бесплатный' }],
      [23, true, { type: 'handed' }],
      [24, true, { type: 'words', how: 'all', words: ['скидка'] }],
      [24, true, { type: 'function', name: 'cancel', args: {} }],
    ]);
  });

  it('may be a list of its steps alone, and begins at one moment', async () => {
    const { case: found } = await read('- customer: 5\n- expect: [6, "yes"]\n');
    expect(found).toMatchObject({ title: 'a', at: '2026-12-01 12:00' });
  });

  it.each([
    [
      '',
      'line 1: write a word, a colon and what belongs to it: название, когда, функции, разговор',
    ],
    [
      'title: a\n',
      'line 1: write the conversation as lines that begin with "- ", such as: - customer: Hello',
    ],
    ['- клиент: а\n- ждм: б\n', 'line 2: "ждм" is not known here; write "ждем"'],
    [
      '- customer: a\n- expect: {language: German}\n',
      'line 2: write one of: russian, kazakh, english',
    ],
    ['- клиент: а\n- ждём: {молчит: может быть}\n', 'line 2: write one of: да, нет'],
    ['- customer: a\n- passed: soon\n', 'line 2: write a length of time here, such as: 3 h'],
    [
      '- customer: a\n- fault: everything\n',
      'line 2: write one of: model, model down, function, no',
    ],
    [
      '- customer: a\n- expect: {costs at most: cheap}\n',
      'line 2: write a number here, such as: 0.01',
    ],
    ['- customer: {a: b}\n', 'line 1: write a text here, such as: How much is it?'],
    [
      'when: yesterday\nsteps: [customer: a]\n',
      'line 1: write a day and a time here, such as: 2026-12-01 12:00',
    ],
    [
      '- customer: a\n- expect: {function: {name: f, with: 1}}\n',
      'line 2: write arguments and their values here',
    ],
    [
      'functions: 1\nsteps: [customer: a]\n',
      'line 1: write the name of a function, a colon and what it answers',
    ],
    ['- customer: "a\n', 'line 2: it is not YAML: Missing closing "quote'],
  ])('says where %j is wrong, and what to write', async (text, fault) => {
    expect((await read(text)).faults).toEqual([`evals/a.yaml, ${fault}`]);
  });
});

describe('a length of time', () => {
  it.each([
    ['90', 90_000],
    ['2 с', 2_000],
    ['1,5 часа', 5_400_000],
    ['3 hours', 10_800_000],
    ['2 күн', 172_800_000],
    ['1 неделя', 604_800_000],
    ['10 мин.', 600_000],
    ['2 дня', 172_800_000],
    ['soon', undefined],
    ['5 ducks', undefined],
  ])('%s', (written, ms) => expect(lengthOfTime(written)).toBe(ms));
});
