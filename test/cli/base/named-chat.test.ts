import { describe, expect, it } from 'vitest';
import { namedChat } from '../../../src/cli/base/named-chat.ts';

describe('a chat that is named by its phone', () => {
  it('is known where the channel cannot be loaded: a bot can be silenced all the same', async () => {
    const catalog = { 'channel/broken': () => Promise.reject(new Error('no such module')) };
    const environment = { WABOT_CHANNEL: 'broken', WABOT_COUNTRY: 'KZ' };
    const place = { catalog, environment };
    expect(await namedChat('--phone', '87001234567', place)).toBe('77001234567@c.us');
    expect(await namedChat('--phone', '77001234567@c.us', place)).toBe('77001234567@c.us');
  });
});
