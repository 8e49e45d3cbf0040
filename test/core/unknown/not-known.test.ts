import { describe, expect, it } from 'vitest';
import { withoutNotKnown } from '../../../src/core/unknown/not-known.ts';

describe('an answer apart from what it does not know', () => {
  it.each([
    ['Этого я не знаю.\n[not known: Есть ли парковка?]', 'Этого я не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n\n[Not known: Есть ли парковка?]\n', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю. [not known: Есть ли парковка?]', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n**[not known: Есть ли парковка?]**', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n`[not_known: Есть ли парковка?]`', 'Не знаю.', 'Есть ли парковка?'],
    ['[not known: a?]\nI do not know.', 'I do not know.', 'a?'],
    ['I do not know.\n[not known: a?]\nCall us.', 'I do not know.\n\nCall us.', 'a?'],
    ['Не знаю.\n[not known: Есть ли пар', 'Не знаю.', 'Есть ли пар'],
    ['Не знаю.\n[not known:', 'Не знаю.', ''],
    ['Не знаю.\nnot_known("Есть ли парковка?")', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n[Неизвестно: Есть ли парковка?]', 'Не знаю.', 'Есть ли парковка?'],
    ['Білмеймін.\n[белгісіз: Тұрақ бар ма?]', 'Білмеймін.', 'Тұрақ бар ма?'],
    ['Не знаю.\n【not known: Есть ли парковка?】', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n(not known: Есть ли парковка?)', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\nNot known: Есть ли парковка?', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n[not known:\nЕсть ли парковка?]', 'Не знаю.', 'Есть ли парковка?'],
    ['Не знаю.\n[not known:\nЕсть ли пар', 'Не знаю.', 'Есть ли пар'],
    ['Не знаю.\n[not known: Парковка (двор)?]', 'Не знаю.', 'Парковка (двор)?'],
    ['Не знаю.\n[not known]', 'Не знаю.', ''],
    ['[not known: a?] [not known: b?]\nNo.', 'No.', 'a?'],
  ])('%j', (answer, text, question) => {
    expect(withoutNotKnown(answer)).toEqual({ text, question });
  });

  it.each([
    String.raw`\[not known: Есть ли парковка?\]`,
    '- [not known: Есть ли парковка?]',
    '• **[not known: Есть ли парковка?]**',
    '> [not known: Есть ли парковка?]',
    '```\n[not known: Есть ли парковка?]\n```',
    '<b>[not known: Есть ли парковка?]</b>',
    '[[not known: Есть ли парковка?]]',
    '---\n[not known: Есть ли парковка?]',
    '\u200B[\u200Bnot\u00A0known: Есть ли парковка?]',
    '{not known: Есть ли парковка?}',
    '<not known: Есть ли парковка?>',
    '**not known**: Есть ли парковка?',
    '- not known: Есть ли парковка?',
    '1. [not known: Есть ли парковка?]',
    '［not known: Есть ли парковка?］',
    '[НЕИЗВЕСТНО — Есть ли парковка?]',
    '[нет ответа: Есть ли парковка?]',
    '[белгілі емес: Есть ли парковка?]',
    '[not_known]Есть ли парковка?[/not_known]',
    '<not_known>Есть ли парковка?</not_known>',
    'not_known({"question":"Есть ли парковка?"})',
    'not_known\n{"question": "Есть ли парковка?"}',
    '```json\n{"name":"not_known","arguments":{"question":"Есть ли парковка?"}}\n```',
    '<tool_call>\n{"name": "not_known", "arguments": {"question": "Есть ли парковка?"}}\n</tool_call>',
    '{\n  "name": "not_known",\n  "arguments": {"question": "Есть ли парковка?"}\n}',
  ])('leaves nothing of it, and nothing around it: %j', (written) => {
    expect(withoutNotKnown(`Не знаю.\n${written}`)).toEqual({
      text: 'Не знаю.',
      question: 'Есть ли парковка?',
    });
  });

  it.each([
    ['Не знаю (not known: Парковка (двор)?).', 'Не знаю', 'Парковка (двор)?'],
    ['Не знаю.\n[not known: Есть ли [VIP] зал?]', 'Не знаю.', 'Есть ли [VIP] зал?'],
    ['Да 👍 [not known: a?]', 'Да 👍', 'a?'],
  ])('within a line: %j', (answer, text, question) => {
    expect(withoutNotKnown(answer)).toEqual({ text, question });
  });

  it.each([
    [
      'not_known Не знаю, есть ли парковка. Курс стоит 35 000 ₸.',
      'Не знаю, есть ли парковка. Курс стоит 35 000 ₸.',
      '',
    ],
    ['`not_known` Не знаю. Курс стоит 35 000 ₸.', 'Не знаю. Курс стоит 35 000 ₸.', ''],
    ['(not_known) Не знаю. Курс 35 000 ₸.', 'Не знаю. Курс 35 000 ₸.', ''],
    [
      'I noted it with not_known. The course costs 35 000 ₸.',
      'I noted it with. The course costs 35 000 ₸.',
      '',
    ],
    [
      'not_known("Есть ли парковка?") Уточню. Курс 35 000 ₸.',
      'Уточню. Курс 35 000 ₸.',
      'Есть ли парковка?',
    ],
    ['not_known({"question":"Есть ли парковка?"}) Уточню.', 'Уточню.', 'Есть ли парковка?'],
    [
      '<not_known question="Есть ли парковка?">Уточню, курс 35 000 ₸.</p>',
      'Уточню, курс 35 000 ₸.</p>',
      '',
    ],
    ['Не знаю.\n[not known]: Есть ли парковка?', 'Не знаю.', 'Есть ли парковка?'],
    [
      'Не знаю.\n{"name": "not_known", "arguments": {"question": "Есть ли парковка',
      'Не знаю.',
      undefined,
    ],
  ])('leaves what is said behind a mark: %j', (answer, text, question) => {
    const given = withoutNotKnown(answer);
    expect(given.text).toBe(text);
    if (question !== undefined) expect(given.question).toBe(question);
  });

  it.each([
    'Вот что есть:\n- Wi-Fi: да\n- Not known: parking\n- Кофе: да',
    'What we have:\n- Wi-Fi: yes\n- Not known: parking',
    'What we have:\n1. Wi-Fi: yes\n2. Not known: parking',
    '* Wi-Fi: yes\n- not known: parking',
    'The following is still open:\n- Not known: when the hall opens\n- Not known: the deposit',
    'We have:\n- parking\n\n- Not known: the deposit',
  ])('leaves an honest list whole: %j', (answer) => {
    expect(withoutNotKnown(answer)).toEqual({ text: answer });
  });

  it('takes several items away that stand alone at the end', () => {
    expect(withoutNotKnown('Не знаю.\n- not known: Парковка?\n- not known: Wi-Fi?\n')).toEqual({
      text: 'Не знаю.',
      question: 'Парковка?',
    });
  });

  it('takes no time over what is no mark', () => {
    const long = `[not known: ${'[a] ('.repeat(20_000)} not_known${' {'.repeat(20_000)}`;
    expect(withoutNotKnown(long).text).not.toContain('known');
  });

  it.each([
    'Не знаю.\n**[not kn',
    'Не знаю. (not kn',
    'Не знаю.\n[not kn',
    'Не знаю.\n[no',
    'Не знаю.\n[not_known',
  ])('that breaks off in the mark: %j', (answer) => {
    expect(withoutNotKnown(answer).text).toBe('Не знаю.');
  });

  it.each([
    'Курс стоит 35 000 ₸.',
    'It is not known yet: we will write.',
    'Неизвестно, [как получится]',
    'Список [1]',
    'Цена (без НДС) [как есть]\n---\n- чай\n> цитата',
    '[нет данных]',
    'See the list (no',
    'Парковка: [нет данных — уточните у администратора]. Курс 35 000 ₸.',
    'The well (not known: by whom) was built in 1900. The course costs 35 000 ₸.',
    'Пишите на not_known@mail.kz, курс стоит 35 000 ₸.',
    'Смотрите https://a.kz/not_known/x, там всё есть.',
    '{"answer":"Курс стоит 35 000 ₸.","not_known":"Есть ли парковка?"}',
    'Неизвестно: зависит от группы.',
    '[Неизвестно]',
    'A well-known teacher [known: Anna]',
    '[',
    '',
  ])('is left as it is: %j', (answer) => {
    expect(withoutNotKnown(answer)).toEqual({ text: answer });
  });

  it('no answer holds a piece of a mark wherever it was cut', () => {
    const whole = 'Этого я не знаю.\n[not known: Есть ли парковка?]';
    for (let end = whole.indexOf('[') + 2; end <= whole.length; end += 1)
      expect(withoutNotKnown(whole.slice(0, end)).text).toBe('Этого я не знаю.');
  });
});
