import { expect, it } from 'vitest';
import { inventedNumbers } from '../../../src/core/numbers/index.ts';

/** Ways to say a number, several for each of a few numbers. */
const forms = `
5 000 ₸ · 5000 тг · 5 тысяч тенге · пять тысяч · 5к · 5 тыс. ₸ · бес мың теңге · 5,000 KZT · five thousand tenge
1 500 ₸ · полторы тысячи тенге · 1,5 тыс. · тысяча пятьсот · бір мың бес жүз · fifteen hundred · $1 500
25 000 ₸ · двадцать пять тысяч · 25 мың теңге · 25k · двадцать пять тысяч девятьсот · 25 900
в 9 утра · в 9:00 · с 9 до 18 · с 9:00 до 18:00 · 9 am · таңғы 9-да · сағат тоғызда · в девять · at nine · в 21:00 · в 9 вечера
в полдень · в 12:00 · в 12 дня · түскі 12-де · at noon · в половине пятого · в 16:30 · 4:30 pm · төрт жарымда
полчаса · 30 минут · half an hour · жарты сағат · полтора часа · 90 минут · час · 60 минут · an hour and a half
полгода · 6 месяцев · half a year · жарты жыл · 6 ай · год · 12 месяцев
25 декабря · двадцать пятого декабря · 25.12 · 25.12.2026 · December 25 · December 25th, 2026 · желтоқсанның 25-інде · 25 желтоқсан · 25-го
пятница, 25 декабря · четверг, 25 декабря · завтра, 2 декабря · послезавтра, 3 декабря · через 2 дня, 3 декабря · сегодня, 1 декабря
15 % · 15 процентов · пятнадцать процентов · 15 пайыз · 0,15 · 15 percent
8 (727) 123-45-67 · +7 727 123 45 67 · 87271234567 · +7 727 123 45 68
2 × 5 000 = 10 000 ₸ · 5 000 + 1 500 = 6 500 ₸ · 5 000 + 1 500 = 6 501 ₸ · 25 000 − 15 % = 21 250 ₸ · 2 раза по 5 000, итого 10 000 ₸
https://shop.example/a · shop.example/a · https://shop.example/b · info@shop.example · info@shop.example.org
от 3 до 7 лет · 3–7 лет · с трёх лет · дом 12 · ул. Абая, 12 · кабинет 305 · 3️⃣ год
`
  .split(/[·\n]/)
  .map((form) => form.trim())
  .filter(Boolean);

const today = 'Сегодня вторник, 1 декабря 2026 г.';

it('each form is vouched for by the sources that stand behind it in forms.txt, and by no others', async () => {
  const lines = forms.map((reply) => {
    const by = forms.filter((source) => inventedNumbers(reply, [today, source]).length === 0);
    return `${reply} = ${by.length === forms.length ? 'no source needed' : by.join(' · ')}`;
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('forms.txt');
});

it('a sum, a difference, a product and a discount of two are vouched for', async () => {
  const sources = ['Урок 2 800 ₸, набор 1 900 ₸, скидка 15 %.', today];
  const values = [
    4700, 900, 5600, 8400, 11_200, 3800, 7500, 6600, 2380, 1615, 3995, 4760, 4699, 4701, 5601, 5320,
    2379, 14_000, 28_000, 9400, 1400, 950,
  ];
  const replies = values.flatMap((value) => [
    `Итого ${value} ₸`,
    `Всего выйдет ${value} тенге за двоих`,
    `2 × 2 800 = ${value} ₸`,
    `2 800 + 1 900 = ${value} ₸`,
    `2 раза по 2 800 и 1 900, итого ${value} ₸`,
    `Со скидкой 15 % от 2 800 — ${value} ₸`,
  ]);
  const lines = replies.map((reply) => `${reply} = ${inventedNumbers(reply, sources).join(' | ')}`);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('sums.txt');
});
