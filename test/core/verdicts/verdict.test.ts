import { describe, expect, it } from 'vitest';
import { readVerdict } from '../../../src/core/verdicts/verdict.ts';

/** What judges have written, and what they mean by it. */
const written: readonly (readonly [string, boolean | undefined])[] = [
  ['YES. It says so.', true],
  ['NO, it names no price.', false],
  ['no', false],
  ['Yes', true],
  ['Yes — the first lesson is free.', true],
  ['Да, потому что первый урок бесплатный.', true],
  ['Да.', true],
  ['Нет, об этом ничего нет.', false],
  ['Нет: цена не названа', false],
  ['Иә, себебі алғашқы сабақ тегін.', true],
  ['Ия. Солай жазылған.', true],
  ['Жоқ, баға айтылмаған.', false],
  ['Жок', false],
  ['Верно, так и есть.', true],
  ['Неверно: сказано другое.', false],
  ['Дұрыс, сабақ тегін.', true],
  ['Дұрыс емес, басқаша айтылған.', false],
  ['**YES** — it is free.', true],
  ['**Нет.** Цена другая.', false],
  ['# Verdict\n\n**NO**\n\nNothing of that is said.', false],
  ['## YES\nThe lesson is free.', true],
  ['> Yes, it does.', true],
  ['- Да', true],
  ['`NO` it does not', false],
  ['"Yes"', true],
  ['Verdict: YES', true],
  ['**Verdict:** NO\n**Reason:** other price', false],
  ['Ответ: да, бесплатно', true],
  ['Жауап: жоқ', false],
  ['The answer is no.', false],
  ['✅ It is free', true],
  ['❌ Нет такого', false],
  ['<think>The user asks whether… no, wait, it is said.</think>YES, it is said.', true],
  ['<think>Да, похоже</think>\n\nНет, цена другая.', false],
  ['Thinking...\nmaybe no\n...done thinking.\n\nYes, free.', true],
  ['{"verdict": "YES", "reason": "It is free."}', true],
  ['{"answer": "нет", "why": "другая цена"}', false],
  ['```json\n{"holds": false, "explanation": "no price"}\n```', false],
  ['{"result": true}', true],
  ["{'verdict': 'иә', 'reason': 'тегін'}", true],
  ['[{"verdict": "no"}]', false],
  ['The bot says that the first lesson costs nothing.\n\nVerdict: YES', true],
  ['Бот назвал другую цену.\nИтог: нет', false],
  ['It names another price.\n\nNO.', false],
  ['Бағасы айтылған.\n\n**Иә**', true],
  ['No, no price is named', false],
  ['Yes, no price is named', true],
  ['YES/NO', undefined],
  ['Yes or no? Hard to say.', undefined],
  ['Да нет, наверное', undefined],
  ['Да и нет', undefined],
  ['No doubt it means this.', undefined],
  ['Нет сомнений, что так.', undefined],
  ['Nothing of that is said.', undefined],
  ['Not sure.', undefined],
  ['None of it', undefined],
  ['Нетипичный ответ.', undefined],
  ['Дальше не сказано.', undefined],
  ["I'm sorry, but I can't help with that.", undefined],
  ['Не могу судить об этом.', undefined],
  ['Бұл туралы айта алмаймын.', undefined],
  ['YES, it is free… on reflection it is not.\n\nVerdict: NO', undefined],
  [
    'The answer is correct about the price, but it does not mean that the lesson is free.',
    undefined,
  ],
  ['The answer is true to the prompt, yet nothing in it says the lesson is free. NO', false],
  ['The answer is correct about the price, but not free.\n\nNO', false],
  ['Correct greeting, but no free lesson is mentioned.', undefined],
  ['Yes — no, wait: it is not free. NO.', undefined],
  ['Да, цена названа, но бесплатного урока нет. НЕТ', undefined],
  ['YES, NO', undefined],
  ['{"answer": "Yes, the first lesson is free", "means": false}', undefined],
  ['{"result": "correct price", "holds": false}', false],
  ['{"answer": "The lesson is free", "verdict": "no"}', false],
  ['{"score": 3}', undefined],
  ['{"verdict": "maybe"}', undefined],
  ['', undefined],
  ['<think>Yes', undefined],
];

describe('the verdict of a judge', () => {
  it.each(written)('%j: %s', (text, holds) => {
    expect(readVerdict(text)?.holds).toBe(holds);
  });

  it('is read at both ends of a long text', () => {
    const much = 'It names a price. '.repeat(1_000);
    expect(readVerdict(`${much}\n\nVerdict: NO`)?.holds).toBe(false);
    expect(readVerdict(`YES. ${much}`)?.holds).toBe(true);
    expect(readVerdict(`${much}\n\nVerdict: NO.\n\n${much}`)).toBeUndefined();
  });

  it.each([
    ['Да, потому что первый урок бесплатный.', 'потому что первый урок бесплатный.'],
    ['**NO** — another\nprice.', 'another price.'],
    ['{"verdict": "YES", "reason": "It is free."}', 'It is free.'],
    ['It names another price.\n\nNO.', 'It names another price.'],
    [`Yes. ${'a'.repeat(400)}`, `${'a'.repeat(299)}…`],
    ['Yes', ''],
  ])('%j has its reason', (text, why) => {
    expect(readVerdict(text)?.why).toBe(why);
  });
});
