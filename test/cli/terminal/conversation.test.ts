import { describe, expect, it } from 'vitest';
import { asShown } from '../../../src/cli/terminal/conversation.ts';
import { noScreen } from '../../../src/cli/terminal/screen.ts';

const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;
const screen = { columns: 30, styled: true };

describe('a message on a terminal', () => {
  it.each([
    ['*Цены*', bold('Цены')],
    ['[песочница] Вот: *да*.', `\u001b[34m[песочница]\u001b[39m Вот: ${bold('да')}.`],
    ['2*3*4 и * звезда *', '2*3*4 и * звезда *'],
    ['• Группа для взрослых: 35 000 ₸ в месяц', '• Группа для взрослых: 35 000\n  ₸ в месяц'],
    ['\u001b[31mчужое\u0007', '[31mчужое'],
  ])('%j', (message, shown) => expect(asShown(message, screen)).toBe(shown));

  it('is as it was sent where there is no terminal, and keeps its stars where there is no bold', () => {
    expect(asShown('*Цены* ', noScreen)).toBe('*Цены* ');
    expect(asShown('*Цены*', { columns: 80, styled: false })).toBe('*Цены*');
  });
});
