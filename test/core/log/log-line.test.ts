import { describe, expect, it } from 'vitest';
import { matchesFilter, readLogLine, renderLogLine } from '../../../src/core/log/log-line.ts';

const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);
const line = (fields: object): string =>
  JSON.stringify({
    level: 'warn',
    time: '2026-11-24T10:00:01.500Z',
    ...fields,
    event: 'reply-delayed',
  });

describe('a line of the log', () => {
  it('is its time, level and event, then its fields', () => {
    const text = line({
      chat: '7700…4567',
      pauseMs: 1000,
      text: 'да, "так"',
      ids: ['a'],
      none: null,
    });
    expect(renderLogLine(readLogLine(text), clock)).toBe(
      '10:00:01 WARN  reply-delayed chat=7700…4567 pauseMs=1000 text="да, \\"так\\"" ids=["a"] none=null',
    );
  });

  it('shows an error by its code and message', () => {
    const error = {
      name: 'ServiceError',
      message: 'no answer',
      code: 'service.green-api',
      stack: 'long',
    };
    expect(renderLogLine(readLogLine(line({ error })), clock)).toMatch(
      / error="service\.green-api: no answer"$/,
    );
    expect(renderLogLine(readLogLine(line({ error: { message: 'oh' } })), clock)).toMatch(
      / error="oh"$/,
    );
  });

  it.each(['{"level":"info"', 'Killed', '[]', '7', 'null', '{"level":"info","event":"x"}'])(
    'that is malformed is shown as it is: %s',
    (text) => {
      expect(renderLogLine(readLogLine(text), clock)).toBe(text);
    },
  );
});

describe('a filter', () => {
  const levels = ['debug', 'info', 'warn', 'error', 'fatal'];

  it('wants a level and what is worse', () => {
    const wanted = levels.filter((level) =>
      matchesFilter(readLogLine(line({ level })), { level: 'warn' }),
    );
    expect(wanted).toEqual(['warn', 'error', 'fatal']);
  });

  it('wants one chat, and nothing malformed where something is asked for', () => {
    expect(matchesFilter(readLogLine(line({ chat: '7700…4567' })), { chat: '7700…4567' })).toBe(
      true,
    );
    expect(matchesFilter(readLogLine(line({ chat: '7701…4567' })), { chat: '7700…4567' })).toBe(
      false,
    );
    expect(matchesFilter(readLogLine(line({})), { chat: '7700…4567' })).toBe(false);
    expect(matchesFilter(readLogLine('Killed'), {})).toBe(true);
    expect(matchesFilter(readLogLine('Killed'), { level: 'debug' })).toBe(false);
  });
});
