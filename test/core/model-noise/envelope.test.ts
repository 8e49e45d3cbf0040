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
