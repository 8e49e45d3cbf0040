import { Instance } from './instance.ts';
import { Journals } from './journals.ts';
import { Correspondents } from './limits.ts';
import { MediaStore } from './media.ts';
import { ownWid, wires } from './messenger.ts';
import { Notifications, type NotificationOptions } from './notifications.ts';
import type { GreenApiOptions } from './options.ts';
import { OutgoingQueue, type DeliveredMessage } from './outgoing.ts';
import { outgoingEcho, outgoingStatus, stateChanged } from './payloads.ts';

/** What the methods of the API work on. */
export interface GreenApiVendor {
  instance: Instance;
  notifications: Notifications;
  outgoing: OutgoingQueue;
  journals: Journals;
  media: MediaStore;
  correspondents: Correspondents;
  /** Messages that deleteMessage took back, in order. */
  removed: { chatId: string; idMessage: string }[];
  options: {
    /** How long the instance is `starting` after setSettings and reboot; GREEN-API: up to five minutes. */
    restartMs: number;
    /** What sendMessage does while the account is not linked; GREEN-API's documentation tells of both. */
    whenNotAuthorized: 'queue' | 'refuse';
    now: () => number;
  };
  /** Says once by notification that the month's chats are used up. */
  tellQuota(): void;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The parts of GREEN-API, connected: what is sent is echoed and listed, what changes is notified of. */
export function createVendor(
  given: GreenApiOptions,
  now: () => number,
  url: string,
): GreenApiVendor {
  const { retentionMs = dayMs, journalLagMs = 0 } = given;
  const { restartMs = 5_000, whenNotAuthorized = 'queue' } = given;
  const wire = wires[given.messenger ?? 'whatsapp'];
  const { idInstance = wire.idInstance } = given;
  let state: string = 'authorized';
  const instance = new Instance({ id: idInstance, wid: ownWid, wire }, given.settings ?? {}, () => {
    const changed = instance.state !== state;
    state = instance.state;
    if (changed) notifications.push(stateChanged(instance, now()));
    notifications.settingsChanged();
    outgoing.settingsChanged();
  });
  const notifications = new Notifications(instance, notificationOptions(given, now));
  const outgoing = new OutgoingQueue(instance, { retentionMs, now });
  const journals = new Journals(instance, { journalLagMs, now });
  const correspondents = new Correspondents(given.correspondents ?? Number.POSITIVE_INFINITY);
  outgoing.onSent((sent) => echo({ instance, notifications, journals }, sent));
  return {
    instance,
    notifications,
    outgoing,
    journals,
    correspondents,
    removed: [],
    media: new MediaStore(`${url}/media/${idInstance}`),
    options: { restartMs, whenNotAuthorized, now },
    tellQuota() {
      const notice = correspondents.notice(instance, now());
      if (notice) notifications.push(notice);
    },
  };
}

function notificationOptions(
  {
    redeliverMs = 60_000,
    retentionMs = dayMs,
    webhookTimeoutMs = 180_000,
    inFlight = 1,
  }: GreenApiOptions,
  now: () => number,
): NotificationOptions {
  return { redeliverMs, retentionMs, webhookTimeoutMs, inFlight, now };
}

function echo(
  {
    instance,
    notifications,
    journals,
  }: Pick<GreenApiVendor, 'instance' | 'notifications' | 'journals'>,
  sent: DeliveredMessage,
): void {
  journals.recordOutgoing(sent);
  notifications.push(outgoingEcho(instance, sent, sent.at));
  for (const status of instance.wire.statuses)
    notifications.push(outgoingStatus(instance, sent, status, sent.at));
}
