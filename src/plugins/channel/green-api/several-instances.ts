import type {
  Attempted,
  Channel,
  ChannelAccount,
  ChannelState,
  ChatForm,
  Download,
  Media,
  MessageRef,
  OutgoingMessage,
  Received,
  Room,
  Sending,
  WebhookRequest,
} from '../../../core/kinds/channel.ts';
import type { Log } from '../../../core/kinds/plugin.ts';
import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import { accountOf, withoutAccount } from '../../../core/plugin-api/texts.ts';
import type { GreenApiChannel } from './channel.ts';
import type { Sleeper } from './deadline.ts';
import { serviceError } from './errors.ts';
import { identifier } from './fields.ts';
import { withInstanceMark } from './instance-mark.ts';
import { parse } from './notification.ts';

/** An instance whose notifications cannot be fetched until somebody changes something is tried again after this long, milliseconds. */
const againMs = 60_000;

/** One of several instances. */
export interface OneInstance {
  id: string;
  channel: GreenApiChannel;
}

export interface SeveralInstancesParts {
  instances: readonly OneInstance[];
  /** The instance whose chats have no mark; it may be gone. */
  home: string;
  /** Chats of the owners, who are told through the home, or through the first of the others where that is gone. */
  owners: readonly string[];
  log: Log;
  pause: Sleeper;
}

/** Several instances of GREEN-API as one channel: each has its own token, pace and state, and its chats say whose they are. */
export class SeveralInstances implements Channel {
  readonly #parts: SeveralInstancesParts;
  readonly #byId: ReadonlyMap<string, GreenApiChannel>;

  constructor(parts: SeveralInstancesParts) {
    this.#parts = parts;
    this.#byId = new Map(parts.instances.map(({ id, channel }) => [id, channel]));
  }

  get accounts(): ChannelAccount[] {
    const first = ({ id }: OneInstance): number => (id === this.#parts.home ? 0 : 1);
    return this.#parts.instances
      .toSorted((one, other) => first(one) - first(other))
      .map(({ id, channel }) => ({
        id,
        messenger: channel.messenger,
        state: (signal) => channel.state(signal),
      }));
  }

  get messenger(): string {
    return [...new Set(this.accounts.map(({ messenger }) => messenger))].join(', ');
  }

  /** Only the instance that a notification names may say that it is believed; where it names none of ours, any may. */
  receive(request: WebhookRequest): Received {
    const named = instanceIn(request.body);
    const own = named === undefined ? undefined : this.#byId.get(named);
    if (named !== undefined && own) return this.#mark(own.receive(request), named);
    let answer: Received = { type: 'unauthorized', reason: 'the notification is of no instance' };
    for (const { id, channel } of this.#parts.instances) {
      answer = this.#mark(channel.receive(request), id);
      if (answer.type !== 'unauthorized') break;
    }
    return answer;
  }

  /** One that cannot be fetched from holds up no other; rejects when none can. */
  async listen(
    accept: (received: Received, raw: Uint8Array) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { instances } = this.#parts;
    // Those that rest just now: one that was refused once may be well for long, and get no message.
    const refused = new Set<string>();
    const failed = new AbortController();
    const until = AbortSignal.any([signal, failed.signal]);
    const listenTo = async ({ id, channel }: OneInstance): Promise<void> => {
      const take = (received: Received, raw: Uint8Array): Promise<void> =>
        accept(this.#mark(received, id), raw);
      while (!until.aborted) {
        try {
          await channel.listen(take, until);
        } catch (error) {
          refused.add(id);
          if (refused.size === instances.length) failed.abort(error);
          else await this.#rest(id, error, until);
          refused.delete(id);
        }
      }
    };
    await Promise.all(instances.map(listenTo));
    if (!signal.aborted) throw failed.signal.reason;
  }

  async #rest(id: string, error: unknown, signal: AbortSignal): Promise<void> {
    const { log, pause } = this.#parts;
    log.error('instance-not-fetched', { instance: id, error });
    await pause(againMs, signal).catch(() => {});
  }

  async send(
    outbound: Sending,
    signal: AbortSignal,
    mayLeave?: () => Promise<boolean>,
  ): Promise<string> {
    const chat = withoutAccount(outbound.chat);
    return this.#of(outbound.chat).send({ ...outbound, chat }, signal, mayLeave);
  }

  async find(attempted: Attempted, signal: AbortSignal): Promise<string | undefined> {
    const chat = withoutAccount(attempted.chat);
    return this.#of(attempted.chat).find({ ...attempted, chat }, signal);
  }

  async download(
    media: Media,
    of: MessageRef,
    signal: AbortSignal,
    room?: Room,
  ): Promise<Download> {
    const file = { ...of, chat: withoutAccount(of.chat) };
    return this.#of(of.chat).download(media, file, signal, room);
  }

  async read(message: MessageRef, signal: AbortSignal): Promise<OutgoingMessage | undefined> {
    const { chat } = message;
    const found = await this.#of(chat).read({ ...message, chat: withoutAccount(chat) }, signal);
    return found && { ...found, inbound: { ...found.inbound, chat } };
  }

  async remove(message: MessageRef, signal: AbortSignal): Promise<void> {
    const { chat } = message;
    await this.#of(chat).remove({ ...message, chat: withoutAccount(chat) }, signal);
  }

  form(chat: string): ChatForm {
    const own = this.#byId.get(accountOf(chat) ?? this.#parts.home);
    return (own ?? this.#parts.instances[0]?.channel)?.form() ?? whatsAppForm;
  }

  /** The worst of all. */
  async state(signal: AbortSignal): Promise<ChannelState> {
    const states = await Promise.all(this.accounts.map((account) => account.state(signal)));
    return states.find(({ ready }) => !ready) ?? states[0] ?? { ready: false, detail: 'unknown' };
  }

  /** The instance of a chat; throws a ServiceError that waits for a person where that is not set up any more. */
  #of(chat: string): GreenApiChannel {
    const { home, owners } = this.#parts;
    const id = accountOf(chat) ?? (owners.includes(chat) ? this.#tellsOwners : home);
    const found = this.#byId.get(id);
    if (found) return found;
    throw serviceError('no-instance', `The instance ${id} of this chat is not set up any more`, {
      about: 'chat',
      retryable: false,
      suggestions: ['Name it in GREEN_ID_INSTANCE again, or delete what waits: wabot outbox list'],
    });
  }

  #mark(received: Received, id: string): Received {
    const { home, owners } = this.#parts;
    const plain = id === this.#tellsOwners ? owners : [];
    return withInstanceMark(received, { id, isHome: id === home, plain });
  }

  get #tellsOwners(): string {
    const { home, instances } = this.#parts;
    return this.#byId.has(home) ? home : (instances[0]?.id ?? home);
  }
}

const whatsAppForm: ChatForm = { markup: 'whatsapp', carriesVoice: true };

/** The instance that a notification names; undefined where it names none, or is no notification. */
function instanceIn(body: Uint8Array): string | undefined {
  const value = parse(new TextDecoder().decode(body));
  return identifier(fieldsOf(fieldsOf(value)['instanceData'])['idInstance']);
}
