import type { Dispatcher } from 'undici';
import { ServiceError, fieldsOf } from '../../../core/plugin-api/failures.ts';
import type {
  Attempted,
  Channel,
  ChannelState,
  ChatForm,
  Download,
  Media,
  MessageRef,
  Outbound,
  OutgoingMessage,
  Received,
  Room,
  Sending,
  WebhookRequest,
} from '../../../core/kinds/channel.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import { askedPause } from '../../../core/plugin-api/limits.ts';
import { ChatAddresses } from './chat-address.ts';
import { ChatIds } from './chat-ids.ts';
import { Client, type Call } from './client.ts';
import type { Sleeper } from './deadline.ts';
import { invalidResponse, withheld } from './errors.ts';
import { identifier } from './fields.ts';
import { find } from './lookup.ts';
import { downloadMedia, type FileOwner } from './media.ts';
import { InstanceMessenger, type Messenger } from './messenger.ts';
import { readWebhookBody, type NotificationContext } from './notification.ts';
import { Pace } from './pace.ts';
import { Polling } from './polling.ts';
import { RecentSends } from './recent-sends.ts';
import { SentListReader } from './sent-lists.ts';
import type { ChannelValues } from './settings.ts';
import { askState } from './state.ts';
import { readWritten } from './written.ts';
import { tokenCheck, type TokenCheck } from './webhook-token.ts';

/** The vendor only puts a message into its queue and answers at once. */
const sendTimeoutMs = 20_000;

export interface ChannelDependencies {
  settings: ChannelValues;
  world: World;
  guarded: Dispatcher;
  pause: Sleeper;
}

/** How a message goes out: spoken, or written. */
async function toCall(
  { note, ...outbound }: Sending,
  chatId: string,
  { carriesVoice }: Messenger,
): Promise<Call> {
  if (note && carriesVoice) return (await import('./upload.ts')).uploadCall(outbound, chatId, note);
  const body = { chatId, message: outbound.text };
  return { verb: 'POST', name: 'sendMessage', body, timeoutMs: sendTimeoutMs, effect: true };
}

/** WhatsApp, MAX or Telegram through GREEN-API: one instance, which tells itself which of them it is. */
export class GreenApiChannel implements Channel {
  readonly #parts: ChannelDependencies;
  readonly #client: Client;
  readonly #checkToken: TokenCheck;
  readonly #pace: Pace;
  readonly #sentLists: SentListReader;
  readonly #recent: RecentSends;
  readonly #chats: ChatIds;
  readonly #addresses: ChatAddresses;

  constructor(parts: ChannelDependencies) {
    const { settings, world, pause } = parts;
    this.#parts = parts;
    this.#client = new Client(settings, world);
    this.#chats = new ChatIds(new InstanceMessenger(settings.idInstance), settings.owners);
    this.#addresses = new ChatAddresses(this.#chats, this.#client, () => world.now());
    this.#checkToken = tokenCheck(settings.webhookToken);
    this.#pace = new Pace(world, pause, settings.idInstance);
    this.#sentLists = new SentListReader(this.#client, world, pause);
    this.#recent = new RecentSends(settings.lookupLagMs);
  }

  receive({ headers, body }: WebhookRequest): Received {
    const reason = this.#checkToken(headers.authorization);
    if (reason !== undefined) return { type: 'unauthorized', reason };
    return readWebhookBody(body, this.#reading());
  }

  #reading(): NotificationContext {
    const { settings, world } = this.#parts;
    const { idInstance, callReply: calls } = settings;
    return { idInstance, now: world.now(), calls, chats: this.#chats };
  }

  async listen(
    accept: (received: Received, raw: Uint8Array) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { world, pause } = this.#parts;
    const reading = (): NotificationContext => this.#reading();
    const polling = new Polling({ client: this.#client, reading, world, pause });
    await polling.run(accept, signal);
  }

  async send(
    outbound: Sending,
    signal: AbortSignal,
    mayLeave?: () => Promise<boolean>,
  ): Promise<string> {
    const hasWaited = await this.#pace.turn(signal);
    if (hasWaited && (await mayLeave?.()) === false) throw withheld();
    const chat = await this.#addresses.of(outbound.chat, signal);
    const call = await toCall(outbound, chat, this.#chats.messenger.current);
    const begunAt = this.#parts.world.now();
    try {
      const answer = await this.#client.call(call, signal);
      const id = identifier(fieldsOf(answer.body)['idMessage']);
      if (id === undefined) throw invalidResponse(true);
      this.#recent.taken(id, begunAt);
      return id;
    } catch (error) {
      await this.#sendFailed(outbound, error);
      throw error;
    }
  }

  async #sendFailed(outbound: Outbound, error: unknown): Promise<void> {
    const { status, outcomeUnknown = true } = error instanceof ServiceError ? error : {};
    // Anyone who cannot be told of the refusal meets it himself.
    if (status === 429) await this.#pace.refused(askedPause(error) ?? 0).catch(() => {});
    if (outcomeUnknown)
      this.#recent.failed(outbound, { at: this.#parts.world.now(), answered: status === 500 });
  }

  async find(attempted: Attempted, signal: AbortSignal): Promise<string | undefined> {
    const { settings, world } = this.#parts;
    // The lists name a chat by its id, also one that is called by its phone and has not written since the start.
    await this.#addresses.of(attempted.chat, signal);
    const lookup = {
      lists: this.#sentLists,
      recent: this.#recent,
      lagMs: settings.lookupLagMs,
      now: world.now(),
      chats: this.#chats,
    };
    return find(attempted, lookup, signal);
  }

  download(media: Media, of: FileOwner, signal: AbortSignal, room?: Room): Promise<Download> {
    const { settings, world, guarded, pause } = this.#parts;
    const parts = {
      client: this.#client,
      hosts: settings.mediaHosts,
      guarded,
      fetch: world.fetch,
      pause,
      room,
    };
    const chat = this.#chats.addressOf(of.chat) ?? of.chat;
    return downloadMedia(media, { ...of, chat }, parts, signal);
  }

  read(message: MessageRef, signal: AbortSignal): Promise<OutgoingMessage | undefined> {
    const now = this.#parts.world.now();
    return readWritten(message, { client: this.#client, now, chats: this.#chats }, signal);
  }

  async remove({ chat, id }: MessageRef, signal: AbortSignal): Promise<void> {
    const body = { chatId: this.#chats.addressOf(chat) ?? chat, idMessage: id };
    const call = { verb: 'POST', name: 'deleteMessage', body, timeoutMs: sendTimeoutMs } as const;
    await this.#client.call({ ...call, effect: true }, signal);
  }

  form(): ChatForm {
    const { markup, carriesVoice, title } = this.#chats.messenger.current;
    return { markup, carriesVoice, messenger: title };
  }

  get messenger(): string {
    return this.#chats.messenger.current.title;
  }

  state(signal: AbortSignal): Promise<ChannelState> {
    return askState(this.#client, this.#parts.pause, signal);
  }
}
