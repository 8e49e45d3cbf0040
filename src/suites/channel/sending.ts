import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { sampleNote } from '../../core/hearing/sample-note.ts';
import { live } from '../aborting.ts';
import type { Check } from '../register.ts';
import { serviceRejection } from '../rejection.ts';
import type { OpenedChannel } from './channel-vendor.ts';

/** What the suite sends. */
export const saying = 'Курс стоит\n15 000 ₸, Айгерим.';

/** Sends the same text to the first customer. */
export function send(
  { channel, vendor }: OpenedChannel,
  signal: AbortSignal = live(),
): Promise<string> {
  return channel.send({ chat: vendor.chats[0], text: saying }, signal);
}

async function unknownAfter(place: OpenedChannel, what: 'taken' | 'lost'): Promise<void> {
  place.vendor.does(what);
  await serviceRejection(send(place));
  place.vendor.does('answers');
}

/** What goes out. */
export const sending: Record<string, Check<OpenedChannel>> = {
  async 'sends a text, and resolves with its id'(place) {
    const { vendor } = place;
    const [first, second] = [await send(place), await send(place)];
    notEqual(first, second);
    const message = { chat: vendor.chats[0], text: saying, spoken: false };
    deepEqual(vendor.sent(), [
      { id: first, ...message },
      { id: second, ...message },
    ]);
  },
  async 'sends what is spoken, or its text'({ channel, vendor }) {
    const note = await sampleNote();
    const outbound = { chat: vendor.chats[0], text: saying, voice: 'ru', note } as const;
    const id = await channel.send(outbound, live());
    const [sent, ...more] = vendor.sent();
    deepEqual([sent?.id, sent?.chat, more], [id, vendor.chats[0], []]);
    ok(sent?.spoken === true || sent?.text === saying, 'it is heard or read');
  },
  async 'says of a send that was refused that it did not go out'(place) {
    for (const trouble of ['busy', 'key', 'refused'] as const) {
      place.vendor.does(trouble);
      equal((await serviceRejection(send(place))).outcomeUnknown, false, trouble);
    }
    deepEqual(place.vendor.sent(), []);
  },
  async 'says of a send that may have gone out that its outcome is unknown'(place) {
    place.vendor.does('taken');
    equal((await serviceRejection(send(place))).outcomeUnknown, true);
    equal(place.vendor.sent().length, 1);
  },
};

/** The first customer's send, as it is looked for. */
export function findSent(
  { channel, vendor }: OpenedChannel,
  attemptedAt: number,
  signal: AbortSignal = live(),
  knownIds: ReadonlySet<string> = new Set(),
): Promise<string | undefined> {
  ok(channel.find, 'find() is offered');
  return channel.find({ chat: vendor.chats[0], text: saying, attemptedAt, knownIds }, signal);
}

/** What is found of sends whose outcome is unknown. */
export const finding: Record<string, Check<OpenedChannel>> = {
  async 'finds a send that went out although its answer was lost'(place) {
    const at = place.vendor.now();
    await unknownAfter(place, 'taken');
    place.vendor.catchesUp();
    equal(await findSent(place, at), place.vendor.sent()[0]?.id);
    equal(place.vendor.sent().length, 1);
  },
  async 'does not say too early that a send did not go out'(place) {
    const at = place.vendor.now();
    await unknownAfter(place, 'taken');
    equal((await serviceRejection(findSent(place, at))).retryable, true);
  },
  async 'knows of a send that it never went out'(place) {
    const at = place.vendor.now();
    await unknownAfter(place, 'lost');
    place.vendor.catchesUp();
    equal(await findSent(place, at), undefined);
  },
  async 'takes no other send for the one that is looked for'(place) {
    const { channel, vendor } = place;
    const at = vendor.now();
    const known = await send(place);
    await channel.send({ chat: vendor.chats[1], text: saying }, live());
    await channel.send({ chat: vendor.chats[0], text: 'Да.' }, live());
    await unknownAfter(place, 'lost');
    vendor.catchesUp();
    equal(await findSent(place, at, live(), new Set([known])), undefined);
  },
};
