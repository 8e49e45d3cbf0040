import { describe, expect, it } from 'vitest';
import type { Received } from '../../../../src/core/kinds/channel.ts';
import { readNotification } from '../../../../src/plugins/channel/green-api/notification.ts';
import { idInstance, startOfTime } from './fake.ts';

const from = '79001234567@c.us';
const wid = '79876543210@c.us';

function call(status: unknown, more: object = {}, calls = true): Received {
  const notification = {
    typeWebhook: 'incomingCall',
    instanceData: { idInstance: 7103000000, wid, typeInstance: 'whatsapp' },
    from,
    status,
    timestamp: 1588091580,
    idMessage: 'A1B2',
    ...more,
  };
  return readNotification(notification, { idInstance, now: startOfTime, calls });
}

const missed = {
  type: 'message',
  inbound: {
    id: 'call:A1B2',
    chat: from,
    at: 1_588_091_580_000,
    content: { type: 'unsupported', attached: 'call' },
  },
};

describe('a call', () => {
  it.each(['hangUp', 'hungUp', 'declined', 'missed', 'HANGUP'])(
    'that ends with %s is a message',
    (status) => {
      expect(call(status)).toEqual(missed);
    },
  );

  it('that rings matters unless its end is told within a minute', () => {
    expect(call('offer')).toMatchObject({
      type: 'message',
      inbound: { id: 'ring:A1B2', unless: { id: 'call:A1B2' } },
    });
    const { inbound } = call('offer') as Extract<Received, { type: 'message' }>;
    expect(Number(inbound.unless?.until) - inbound.at).toBe(60_000);
  });

  it('that was taken is known under its id, as nobody’s question', () => {
    expect(call('pickUp')).toEqual({
      ...missed,
      inbound: { ...missed.inbound, from: 'machine' },
    });
  });

  it.each<[string, Received]>([
    ['with a state that nobody knows', call('busy')],
    ['without a state', call(undefined)],
    ['without an id', call('hangUp', { idMessage: '' })],
    ['of a group', call('hangUp', { from: '120363000000000000@g.us' })],
    ['from nowhere', call('hangUp', { from: undefined })],
    ['of the account itself', call('hangUp', { from: wid })],
    ['where nobody wants calls to be answered', call('hangUp', {}, false)],
  ])('is nothing %s', (_, received) => {
    expect(received).toMatchObject({ type: 'ignored' });
  });
});
