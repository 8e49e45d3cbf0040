import { deepEqual, equal, ok } from 'node:assert/strict';
import { endsWhenAborted, live, refusesAborted, type AbortPatience } from './aborting.ts';
import type { OpenedChannel } from './channel/channel-vendor.ts';
import { download, files } from './channel/files.ts';
import { listening } from './channel/listening.ts';
import { proving, receiving } from './channel/receiving.ts';
import { findSent, finding, saying, send, sending } from './channel/sending.ts';
import { register, type Check, type Register } from './register.ts';
import { holdsNone, rejection } from './rejection.ts';
import { troubleChecks } from './service/trouble-checks.ts';

export type {
  ChannelTrouble,
  ChannelVendor,
  OpenedChannel,
  VendorSent,
  Written,
} from './channel/channel-vendor.ts';

/** Makes the channel under test, its own for each call, before a vendor whose account can send. */
export type OpenChannel = () => Promise<OpenedChannel>;

/** What the channel has besides what each must have. */
export interface ChannelOffers extends AbortPatience {
  /** It has `listen`. */
  listen?: boolean;
  /** It has `find`. */
  find?: boolean;
  /** Its webhook calls prove who makes them, and it was made with a secret. */
  proof?: boolean;
}

type Call = (place: OpenedChannel, signal: AbortSignal) => Promise<unknown>;

/** The calls of a channel beside `send`. */
const calls: Record<'state' | 'download' | 'find', Call> = {
  state: ({ channel }, signal) => channel.state(signal),
  download: (place, signal) => download(place, Buffer.from('OggS'), signal),
  find: (place, signal) => findSent(place, place.vendor.now(), signal),
};

const state: Record<string, Check<OpenedChannel>> = {
  async 'tells whether the account can send'({ channel, vendor }) {
    for (const ready of [true, false]) {
      vendor.links(ready);
      const found = await channel.state(live());
      equal(found.ready, ready);
      ok(found.detail !== '', 'there is a word for it');
    }
  },
  async "tells each of the vendor's states, and whether it can send then"({ channel, vendor }) {
    for (const [word, ready] of vendor.states ?? []) {
      vendor.puts?.(word);
      deepEqual(await channel.state(live()), { ready, detail: word });
    }
  },
};

/** Every call ends with its signal, and no failure tells what it must not. */
function ending(finds: boolean, patience: AbortPatience): Record<string, Check<OpenedChannel>> {
  const made = Object.entries(calls).filter(([name]) => finds || name !== 'find');
  const each = made.map(([name, call]): [string, Check<OpenedChannel>] => [
    `ends ${name}() with the reason of its signal when that aborts`,
    async (place) => {
      const { vendor } = place;
      await refusesAborted((signal) => call(place, signal), patience);
      vendor.does('silent');
      const before = vendor.calls();
      await endsWhenAborted(
        (signal) => call(place, signal),
        () => vendor.calls() > before,
        patience,
      );
    },
  ]);
  return {
    ...Object.fromEntries(each),
    async 'tells neither keys nor customers in the errors of any call'(place) {
      for (const [, call] of made) {
        for (const trouble of ['busy', 'fault', 'lost', 'malformed', 'key', 'refused'] as const) {
          place.vendor.does(trouble);
          const error = await rejection(call(place, live())).catch(() => undefined);
          holdsNone(error, place.vendor.secrets);
        }
      }
    },
  };
}

/** What every channel must do. Registers one test for each demand with vitest's or node:test's `it`. */
export function channelSuite(it: Register, open: OpenChannel, offers: ChannelOffers = {}): void {
  const { listen = false, find: finds = false, proof = false, ...patience } = offers;
  const parts = {
    receive: { ...receiving, ...(proof ? proving : {}) },
    send: { ...sending, ...troubleChecks<OpenedChannel, string>(send, [saying], patience) },
    find: finds ? finding : {},
    download: files,
    state: { ...state, ...ending(finds, patience) },
    listen: listen ? listening(patience) : {},
  };
  for (const [part, checks] of Object.entries(parts)) {
    const named = Object.entries(checks).map(([name, check]) => [`${part}: ${name}`, check]);
    register(it, Object.fromEntries(named) as Record<string, Check<OpenedChannel>>, open);
  }
}
