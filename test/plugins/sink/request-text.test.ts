import { expect, it } from 'vitest';
import { requestFieldLines, requestTitle } from '../../../src/plugins/sink/request-text.ts';
import { request } from './request.ts';

it('names the messenger in which a request was left, WhatsApp where none is told', () => {
  expect(requestTitle(request)).toBe('WhatsApp: Айгерим');
  const inMax = { ...request, messenger: 'MAX' };
  expect(requestTitle(inMax)).toBe('MAX: Айгерим');
  expect(requestFieldLines(inMax).slice(0, 2)).toEqual(['MAX: +77010000000', 'MAX: Aigerim']);
});
