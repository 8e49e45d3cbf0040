import { expect, it } from 'vitest';
import { spokenPart } from '../../../src/core/guards/index.ts';

const text = { type: 'text', text: 'Да,' };

it.each([
  [['Здравствуйте!'], 'Здравствуйте!'],
  [[{ answer: 'Здравствуйте!' }], 'Здравствуйте!'],
  [{ response: ['Здравствуйте!'] }, 'Здравствуйте!'],
  [['Да,', 'конечно.'], 'Да,\nконечно.'],
  [[text, { type: 'output_text', text: ' конечно.' }], 'Да, конечно.'],
  [[text, { type: 'image' }], ''],
  [[], ''],
  [{ choices: [{ message: { content: 'Да' } }, { message: { content: 'Нет' } }] }, 'Да'],
])('of %j a customer gets %j', (answer, said) => {
  expect(spokenPart(JSON.stringify(answer))).toBe(said);
});

const inner = '{"answer": "Курс — 25 000 ₸"}';

it.each([
  ['an object in a field', { answer: inner }],
  ['a fence in a field', { response: `\`\`\`json\n${inner}\n\`\`\`` }],
  ['two of them', { response: JSON.stringify({ reply: inner }) }],
])('of an envelope within an envelope a customer gets what the inner one says: %s', (_, answer) => {
  expect(spokenPart(JSON.stringify(answer))).toBe('Курс — 25 000 ₸');
  expect(spokenPart(`\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``)).toBe('Курс — 25 000 ₸');
});

it('of an envelope with a call in it a customer gets nothing', () => {
  const call = '{"name": "search", "arguments": {"query": "цена"}}';
  expect(spokenPart(JSON.stringify({ answer: call }))).toBe('');
});
