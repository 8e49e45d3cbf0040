import { describe, expect, it } from 'vitest';
import { noScreen, screenOf, styled } from '../../../src/cli/terminal/screen.ts';

describe('a screen', () => {
  it.each([
    [{ isTTY: true, columns: 120 }, {}, { columns: 120, styled: true }],
    [{ isTTY: true, columns: 0 }, { NO_COLOR: '1' }, { columns: 80, styled: false }],
    [{ isTTY: true }, { TERM: 'dumb' }, { columns: 80, styled: false }],
    [{ isTTY: true }, { NO_COLOR: '' }, { columns: 80, styled: true }],
    [{ columns: 120 }, {}, noScreen],
  ])('of %j with %j is %j', (stream, environment, screen) =>
    expect(screenOf(stream, environment)).toEqual(screen),
  );

  it('shows styles or leaves them out', () => {
    expect(styled({ columns: 80, styled: true }, 'bold', 'x')).toBe('\u001b[1mx\u001b[22m');
    expect(styled(noScreen, 'bold', 'x')).toBe('x');
  });
});
