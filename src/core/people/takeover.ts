import type { Audience } from '../audience/audience.ts';
import type { Desk } from '../desk/desk.ts';
import type { History } from '../history/history.ts';
import type { OwnerCommand } from '../intents/owner-command.ts';
import type { Channel, Inbound, OutgoingMessage } from '../kinds/channel.ts';
import type { Journal } from '../kinds/journal.ts';
import type { Log } from '../log.ts';
import { automaticNotice, AutomaticTexts } from './automatic-texts.ts';
import { Echoes } from './echoes.ts';
import { commandIn } from './command-in.ts';
import { isKnownCustomer } from './known-customer.ts';
import { takeBack } from './take-back.ts';
import { leastHandoffPauseMs } from '../settings/people-settings.ts';
import { isHanded, pauseFor } from './standing.ts';

/** What the settings want of takeover. */
export interface TakeoverSettings {
  /** How long the bot is silent after the owner's last message, milliseconds; 0: not at all, Infinity: until it is resumed. */
  pauseMs: number;
  /** Whether a message of another program through the same account silences it, too. */
  pauseOnApi: boolean;
  /** Texts that are sent automatically and silence nothing. */
  pauseIgnore: readonly string[];
}

export interface TakeoverParts {
  journal: Pick<Journal, 'inbox' | 'outbox' | 'finished' | 'pauses' | 'notices' | 'rules'>;
  history: Pick<History, 'recall'>;
  channel: Pick<Channel, 'remove'>;
  settings: TakeoverSettings;
  /** Who is answered; of others nothing but the pause is kept. Absent: everybody. */
  audience?: Pick<Audience, 'has'> | undefined;
  /** Where owners give orders; absent: nowhere. */
  desk?: Pick<Desk, 'isOwner' | 'outcomeOf'> | undefined;
  /** Told that the bot is silent in a chat, or in every one, or not any more. */
  changed(chat: string | undefined): void;
  /** Told that a chat has a message to remember. */
  accepted(chat: string): void;
  log: Log;
  now(): number;
}

/** Lets a person take a chat over: hears what leaves the account and is not the bot's, and silences the bot there. */
export class Takeover {
  readonly #parts: TakeoverParts;
  readonly #echoes: Echoes;
  readonly #automatic: AutomaticTexts;
  #seen: Map<string | undefined, string> | undefined;
  readonly #stopping = new AbortController();

  constructor(parts: TakeoverParts) {
    this.#parts = parts;
    const { journal, settings, now } = parts;
    this.#echoes = new Echoes({ ...journal, now });
    this.#automatic = new AutomaticTexts({ ...parts, ...journal }, settings.pauseIgnore);
  }

  /** A message of ours to this chat has left under this id. */
  left(chat: string, id: string): void {
    this.#echoes.left(chat, id);
  }

  /** Resolves when no send of this chat is under way, or after two seconds. */
  quiet = (chat: string): Promise<void> => this.#echoes.quiet(chat);

  /** A customer's message was accepted that was written at this moment, Unix milliseconds. */
  customerWrote(chat: string, at: number): void {
    this.#automatic.customerWrote(chat, at);
  }

  /**
   * Takes in what left the account. When it resolves, the pause is stored, and no send of the chat is under way any more (or
   * the vendor has been silent on it for two seconds): the caller may hear 200. Rejects where the journal does.
   */
  async hear(outgoing: OutgoingMessage): Promise<void> {
    const { inbound, toSelf } = outgoing;
    const { chat, id } = inbound;
    const ignored = (reason: string): void =>
      this.#parts.log.debug('notification-ignored', { reason, message: id });
    const command = commandIn(outgoing);
    if (!command && toSelf && !this.#parts.desk?.isOwner(chat))
      return ignored('a message of the account to itself');
    if (!command && (await this.#echoes.isOwn(outgoing))) return ignored('a message of ours');
    if (!command && toSelf) return this.#order(inbound);
    if (command) await this.#obey(command, outgoing);
    else await this.#takeIn(outgoing);
    if (command?.action === 'resume') return undefined;
    return this.#echoes.quiet(command?.everywhere || toSelf ? undefined : chat);
  }

  /** Chats whose pauses are others than when it was asked last, such as by a command; undefined: every chat. None at first. */
  async changes(): Promise<(string | undefined)[]> {
    const pauses = await this.#parts.journal.pauses.list();
    const before = this.#seen;
    const isFirst = before === undefined;
    this.#seen = new Map(pauses.map(({ chat, begunAt, until }) => [chat, `${begunAt} ${until}`]));
    const changed = [...this.#seen].filter(
      ([chat, pause]) => !isFirst && before.get(chat) !== pause,
    );
    return changed.map(([chat]) => chat);
  }

  /** Begins no more work of its own. */
  stop(): void {
    this.#stopping.abort();
  }

  /** In the chat with oneself only an order to the bot is for it: everything else is a note to oneself. */
  async #order(inbound: Inbound): Promise<void> {
    const { desk, journal, accepted } = this.#parts;
    if (!(await desk?.outcomeOf(inbound))) return;
    await (
      await journal.inbox.accept(inbound)
    ).durable;
    accepted(inbound.chat);
  }

  async #takeIn(outgoing: OutgoingMessage): Promise<void> {
    const { journal, log, changed, accepted, audience } = this.#parts;
    const { by } = outgoing;
    const { chat, id, at } = outgoing.inbound;
    const words = await this.#automatic.suspectWords(outgoing.inbound);
    const isMachine = await this.#isMachine(outgoing.inbound, words);
    const inbound: Inbound = { ...outgoing.inbound, from: isMachine ? 'machine' : 'operator' };
    const pause = pauseFor(chat, at, {
      reason: by,
      lengthMs: isMachine ? 0 : await this.#lengthMs(chat, by),
      ...(words === undefined ? {} : { words }),
    });
    const isAnswered = (audience?.has(chat) ?? true) && !(await journal.rules.of(chat)).blocked;
    const { outcome, kept } = await journal.pauses.begin(pause, isAnswered ? inbound : undefined);
    if (outcome === 'own' || outcome === 'known') return;
    const isPaused = outcome === 'paused';
    log.info('operator-wrote', {
      message: id,
      by,
      paused: isPaused,
      ...(isMachine ? { automatic: true } : {}),
    });
    if (isPaused) changed(chat);
    if (isAnswered && (kept || (await this.#keepAnyway(inbound)))) accepted(chat);
  }

  /** Where a chat was handed to a person, their words silence the bot also where the settings want no pauses. */
  async #lengthMs(chat: string, by: OutgoingMessage['by']): Promise<number> {
    const { journal, settings, now } = this.#parts;
    const { pauseMs, pauseOnApi } = settings;
    if (by === 'program' && !pauseOnApi) return 0;
    return pauseMs === 0 && isHanded(await journal.pauses.of(chat), now())
      ? leastHandoffPauseMs
      : pauseMs;
  }

  /** The journal forgets after days, the memory may know the customer for longer. Nobody else's words are kept. */
  async #keepAnyway(inbound: Inbound): Promise<boolean> {
    if (!(await isKnownCustomer(inbound.chat, this.#parts))) return false;
    const { journal } = this.#parts;
    await (
      await journal.inbox.accept(inbound)
    ).durable;
    return true;
  }

  /** Whether the app wrote this by itself; the pauses that it made before that was known are lifted. */
  async #isMachine(inbound: Inbound, words: string | undefined): Promise<boolean> {
    if (this.#automatic.isKnown(inbound)) return true;
    if (words === undefined) return false;
    const { journal, log, changed, accepted, now } = this.#parts;
    const made = this.#automatic.foundIn(await journal.pauses.list(), inbound.chat, words);
    for (const { chat } of made) {
      if (chat === undefined || !(await journal.pauses.lift(chat, words))) continue;
      changed(chat);
      accepted(chat);
    }
    if (made.length === 0) return false;
    log.warn('automatic-text', { chats: made.length + 1 });
    await journal.notices.add(automaticNotice(inbound, words, now()));
    return true;
  }

  async #obey(
    { action, forMs, everywhere }: OwnerCommand,
    outgoing: OutgoingMessage,
  ): Promise<void> {
    const { journal, changed, log } = this.#parts;
    const { at, id } = outgoing.inbound;
    const chat = everywhere || outgoing.toSelf ? undefined : outgoing.inbound.chat;
    const where = chat === undefined ? {} : { chat };
    if (action === 'resume') await journal.pauses.end(chat, at);
    else {
      const until = forMs === undefined ? {} : { until: at + forMs };
      await journal.pauses.begin({ ...where, reason: 'command', at, ...until });
    }
    const length = forMs === undefined ? {} : { forMs };
    log.info('owner-command', { ...where, action, message: id, ...length });
    changed(chat);
    if (!outgoing.toSelf) void takeBack(outgoing.inbound, this.#parts, this.#stopping.signal);
  }
}
