import { describe, expect, it } from 'vitest';
import { toMarkup, toWhatsApp } from '../../../src/core/markup/index.ts';

describe('the same answer in the marks of each messenger', () => {
  it.each([
    ['**Цена**: _35 000_ ~~40 000~~', '*Цена*: _35 000_ ~40 000~', '*Цена*: _35 000_ ~40 000~'],
    ['# Курсы\n- Да\n- Нет', '*Курсы*\n• Да\n• Нет', '*Курсы*\n• Да\n• Нет'],
    ['Введите `код`', 'Введите `код`', 'Введите `код`'],
    ['```\nодин\n\nдва\n```', '```\nодин\n\nдва\n```', '`один`\n\n`два`'],
    ['``a`b``', '```a`b```', "`a'b`"],
    ['```код```', '```код```', '`код`'],
    ['и ```код``` тут', 'и ```код``` тут', 'и `код` тут'],
    ['> Возврат\n> 14 дней', '> Возврат\n> 14 дней', '«Возврат\n14 дней»'],
    ['> «Возврат»', '> «Возврат»', '«Возврат»'],
    ['```\n```', '', ''],
  ])('%j', (written, whatsapp, others) => {
    expect(toWhatsApp(written)).toBe(whatsapp);
    expect(toMarkup(written, 'max')).toBe(others);
    expect(toMarkup(written, 'telegram')).toBe(others);
  });
});
