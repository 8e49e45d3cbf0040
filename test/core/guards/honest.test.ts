import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  holdsSecret,
  quotesBusiness,
  quotesRules,
  spokenPart,
  type Confidential,
} from '../../../src/core/guards/index.ts';
import { composeInstructions, rulesOfChat } from '../../../src/core/turn/instructions.ts';

/** Answers as good models give them, with everything in them that looks like a machine's and is none. */
const answers = [
  'Здравствуйте! Курс шахмат стоит 25 000 ₸ в месяц. Записать вас?',
  'Сәлеметсіз бе! Курс айына 25 000 ₸ тұрады.',
  '👍',
  'Да.',
  '25 000 ₸',
  '*Цены*\n• Шахматы — 25 000 ₸\n• Робототехника — 30 000 ₸\n\nЖдём вас на улице Ульги, 12!',
  '1. Шахматы\n2. Робототехника\n\n_Скидка 10 %_ — только до ~30~ 25 ноября.',
  'It costs $5–$10, delivery is $3.50; for $20 you get both ($15 without a case).',
  'Доставка $5, а за $100 и больше — бесплатно.',
  'Файл лежит в C:\\Users\\Айгуль\\new\\test.txt, откройте его.',
  'Папка \\\\server\\names\\total доступна всем.',
  'Символ \\n означает перенос строки, а "\\t" — табуляцию.',
  'Напишите `print("a\\nb")` и запустите.',
  'Вот пример:\n```python\nprint("Привет\\n")\n```\nПопробуйте!',
  '```js\nconst price = { name: "chess", arguments: [] };\n```',
  'Вот формат:\n```json\n{"name": "Айгуль", "arguments": {"a": 1}}\n```\nЗаполните поля.',
  'Отправьте запрос {"phone": "+77270000001"} на наш сервер.',
  'В HTML жирный текст пишут так: <b>жирный</b>, а ссылку — <a href="https://example.com">сайт</a>.',
  'Тег <br> переносит строку, а `<think>` — это тег модели.',
  'Старая цена <s>30 000 ₸</s>, новая 25 000 ₸.',
  '<s>30 000 ₸</s> 25 000 ₸, доставка <s>2 000 ₸</s> бесплатно.',
  'The customer is always right, and the user is created within a minute.',
  'Напишите в теме <your_name> и <your_course>.',
  'Позвоните нам → Алматы (центр)',
  'Observation: the room is quiet.',
  'Analysis of your hair takes 20 minutes and the final price depends on its length.',
  'analysis is free of charge',
  'Our assistant will meet you; the final lesson is on Friday.',
  'Ассистент врача: Анна Иванова, кабинет 12.',
  'Проверьте заявку:\nКлиент: Айгуль\nТелефон: +7 701 000 00 01\nКурс: шахматы\nВерно?',
  'Wi-Fi:\nUser: guest\nPassword: welcome2026',
  'Вопрос: сколько длится урок — 60 минут.',
  'Ответ: да, есть скидка.',
  '[Прайс](https://example.com/price) и [карта](https://example.com/map)',
  '[sandbox] Нашлось в тексте',
  'Размеры: [S], [M], [L].',
  '☐ паспорт\n☑ справка',
  'Если x < 5 и y > 3, то x + y < 10. 2 * 3 = 6, 5^2 = 25.',
  'Рост < 150 см — модель <S>, рост > 150 — <M>.',
  'Почта: <info@example.com>, сайт <https://example.com>.',
  '**Важно:** приходите за 10 минут | Вход со двора | 2 этаж',
  '> Курс — 25 000 ₸\n\nДа, всё верно.',
  '> Мысли вслух — это клуб по пятницам.\n\nДа, вход свободный.',
  '> Анализ: 3 500 ₸\n\nДа, цена верная.',
  '> Reasoning skills course\n\nIt begins in May.',
  'Напишите: /tariff <plan>, например <plan> = «Старт».',
  'Поля формы: <query>, <notes>.\nВ XML они закрываются так: `<notes>…</notes>`.',
  'Пример:\n```xml\n<notes>Позвонить</notes>\n```\nТак и пришлите.',
  'Курс «<context>» и урок </context> — это названия.',
  '```sql\nSELECT цена FROM курсы\n```',
  '```html\n<br/>\n```',
  '```yaml\nкурс: Шахматы и рисование\n```',
  'Цитата: «[в ответ на: курс]» — так и написано.',
  'Формула скидки: цена × 0,9 = 22 500 ₸ (≈ 2 500 ₸ выгоды).',
  'Скобки \\(вот такие\\) и звёздочка \\* тоже бывают.'.replace('\\(вот такие\\)', '(вот такие)'),
  'Пароль: 12345678, ключ от домофона 12К3456.',
  'Артикул SK-12345678-BLUE есть на складе, sk-2024-red закончился.',
  'Нажмите Ctrl+C, затем {Enter}.',
  '{Айгуль}, здравствуйте!',
  '"Ульги" — это школа. "Приходите!"',
  'Действие купона: до 30 ноября\nСумма: 5 000 ₸',
  'Action: buy one, get one free\nInput your phone number at the desk.',
  'Thought-provoking lessons: chess, robotics.',
  'Мыслить логически учат шахматы: первый урок бесплатный.',
  'Call us: tools.kz (склад) или functions.kz',
  'Имя файла report_final(1).pdf',
  'Частые вопросы:\nВопрос: сколько длится урок?\nОтвет: 60 минут.',
  'AI: 30 000 ₸\nChess: 25 000 ₸',
  'Условие пишут так: a &lt; b &amp;&amp; c &gt; d.',
  'Даты: [25 ноября] и [in reply] — свободны.',
  '### Курсы: шахматы',
  'Вопрос — ответ: 5 минут.',
];

const { shared, chat } = composeInstructions({
  prompt: 'Школа «Ульги». Курс шахмат 25 000 ₸ в месяц. Never share the door code.',
  language: 'en',
  alsoUsed: [],
  first: true,
  voice: true,
  spoken: true,
  time: ['It is Tuesday, 24 November 2026, 14:00 where the business is.'],
});
const [rules = '', business = ''] = shared.replace('\n</business>', '').split('\n<business>\n');
const confidential = {
  rules: `${rules}\n${rulesOfChat({ chat })}`,
  business,
  secrets: ['hook-token-1234', 'sk-live-123456789'],
};

/** What of the rules or of a key is in an answer. */
function leakIn(text: string, told: Confidential): string | undefined {
  if (holdsSecret(text, told)) return 'secret';
  return quotesRules(text, told.rules) || quotesBusiness(text, told.business) ? 'rules' : undefined;
}

describe('an honest answer', () => {
  it.each(answers)('passes byte for byte: %j', (text) => {
    expect(spokenPart(text)).toBe(text);
    expect(leakIn(text, confidential)).toBeUndefined();
  });

  it('passes in whatever words people use: the sentences of the language data', () => {
    const lines = readFileSync(
      join(import.meta.dirname, '../../../language-data/messages.jsonl'),
      'utf8',
    )
      .trim()
      .split('\n');
    const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text);
    expect(texts.length).toBeGreaterThan(1_000);
    expect(
      texts.filter((text) => spokenPart(text) !== text || leakIn(text, confidential) !== undefined),
    ).toEqual([]);
  });

  it.each([
    'I am the virtual assistant of the school. Please never send me passwords, card numbers or codes from SMS.',
    'I do not know that. The people of the business can answer it in this chat.',
    'Today is Tuesday, 24 November 2026. We are open until seven in the evening, except on Sunday.',
    business,
  ])('may say what our rules say in other words, and what the business says: %j', (text) => {
    expect(leakIn(text, confidential)).toBeUndefined();
  });

  it.each(rules.split('\n').filter((line) => line.split(' ').length > 12))(
    'does not quote this rule: %j',
    (line) => {
      expect(leakIn(`Вот правило:\n${line}`, confidential)).toBe('rules');
      expect(leakIn(line.toUpperCase().replaceAll(' ', ' * '), confidential)).toBe('rules');
    },
  );
});

describe('64 KB of anything', () => {
  const units = [
    '<think>',
    '</think>',
    '<think ',
    '<|',
    '<|a|>',
    '<|im_start|>',
    '<|channel|>',
    '[INST]',
    '[TOOL_CALLS]',
    '<s>',
    '</s>',
    '<tool_call>',
    '</tool_call>',
    '<function=',
    '{',
    '}',
    '{"name":"a","arguments":',
    '{"name": ',
    '"',
    '\\',
    '\\n',
    '\\u0041',
    '\\(',
    '\\[',
    '\\)',
    '$',
    '$\\',
    '$$',
    '\\frac{',
    '\\text{',
    '^{',
    '`',
    '```',
    '```\n',
    '```tool_code\n',
    '~~~',
    '\n',
    ' ',
    '\t',
    '\nUser:',
    '\nКлиент: ?',
    '\n### User:',
    'assistantfinal',
    'analysis',
    '[',
    '[[',
    'Action: a\n',
    'C:\\',
    '%a%\\',
    '✿FUNCTION✿',
    '<answer>',
    '<thinking/>',
    '▁',
    'аĠ',
    '<0x41>',
    '\nuser\n',
    '~~~\n',
    '\\item ',
    '[tool: ',
    'a[',
    '</answer>',
    '◁think▷',
    ',',
    ', ',
    '&',
    '\\begin{',
    'sk-',
    'eyJ',
    'A',
    '-----BEGIN ',
    ')',
    'a(',
  ];

  it.each(units)('is read through in a moment: %j', (unit) => {
    const count = Math.ceil(65_536 / unit.length);
    for (const text of [
      unit.repeat(count),
      `a(${unit.repeat(count)}x`,
      `{"a":${unit.repeat(count)}`,
      `<think>${unit.repeat(count)}</think>\n`,
    ]) {
      expect(typeof spokenPart(text)).toBe('string');
      leakIn(text, confidential);
    }
  });
});
