import { TimedOut } from '../deadline.ts';
import type { Inbound } from '../kinds/channel.ts';
import type { Memory } from '../kinds/memory.ts';
import type { Model } from '../kinds/model.ts';
import type { Settlement } from '../kinds/journal.ts';
import { standing } from '../people/standing.ts';
import { burstsOf } from '../eval-cases/bursts.ts';
import type { Action, BurstMessage } from '../eval-cases/eval-case.ts';
import { readSending } from '../eval-cases/eval-files.ts';
import type { Playing } from './eval-model.ts';
import { addTurn, nothingYet, type Happened } from './happened.ts';
import { Nowhere } from './nowhere.ts';
import { openStage, type Stage, type StageParts } from './stage.ts';
import { UnderWay } from './under-way.ts';

/** The customer of every conversation; a number that nobody has. */
export const evalChat = '77000000000@c.us';

/** A customer reads before writing again, milliseconds: faster ones look like a machine. */
const readingMs = 30_000;

/** What is put off for longer than that is not waited for, milliseconds. */
const longestWaitMs = 15 * 60_000;

export interface PlayerParts extends Omit<StageParts, 'channel' | 'events' | 'playing'> {
  playing: Omit<Playing, 'asked' | 'busy'>;
  /** What follows each other within it is one burst, milliseconds; the bot itself waits for nothing. */
  quietMs: number;
}

/** Plays what happens in one conversation, and tells what comes of it. */
export class Player {
  readonly #parts: PlayerParts;
  readonly #channel = new Nowhere(({ chat, text }) => {
    if (chat === evalChat) this.#now.replies.push(text);
  });
  #stage: Stage | undefined;
  /** Chats live as long as the conversation, whatever becomes of the bot. */
  #memory: Memory | undefined;
  #now = nothingYet();
  #messages = 0;
  /** Called when the chat's messages were put off, with the moment, or until nobody knows when. */
  #waits: (until: number | undefined) => void = () => {};
  #isResting = false;
  readonly #underWay = new UnderWay();
  #isOver = false;

  constructor(parts: PlayerParts) {
    this.#parts = parts;
  }

  /** What has happened since the last action. */
  get happened(): Happened {
    return this.#now;
  }

  /** Whether the bot is silent in the chat now. */
  async isPaused(): Promise<boolean> {
    const { journal } = await this.#open();
    return standing(await journal.pauses.of(evalChat), this.#parts.playing.clock.now()).silent;
  }

  /** What the bot's model finds of something beside the conversation. */
  async opinion<T>(ask: (model: Model) => Promise<T>): Promise<T> {
    return ask((await this.#open()).model);
  }

  /** Does it, and resolves once everything that follows from it is done, but for what waits for longer. */
  async act(action: Action): Promise<void> {
    const { clock, troubles } = this.#parts.playing;
    if (action.type === 'fault') return troubles.begin(action.trouble);
    this.#now = nothingYet();
    if (this.#messages > 0) clock.pass(readingMs);
    switch (action.type) {
      case 'say':
        return this.#say(action.messages);
      case 'voice':
      case 'file':
        return this.#send(action);
      case 'owner':
        return this.#write(action.text);
      case 'jump':
      case 'restart':
        await this.close();
        clock.pass(action.type === 'jump' ? action.ms : 0);
        return this.#settled();
    }
  }

  /** Ends the bot; what it keeps stays for the next action. */
  async close(): Promise<void> {
    const stage = this.#stage;
    this.#stage = undefined;
    this.#isResting = false;
    await stage?.close();
  }

  /** Ends the bot for good, whatever it does. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#underWay.end();
    await this.close();
  }

  async #open(): Promise<Stage> {
    if (this.#isOver) throw new TimedOut();
    const { playing, ...parts } = this.#parts;
    this.#stage ??= await openStage({
      ...parts,
      playing: {
        ...playing,
        asked: (asked) => void this.#now.asked.push(asked),
        busy: (by) => this.#underWay.count(by),
      },
      channel: this.#channel,
      memory: this.#memory,
      events: {
        settled: (settlement) => this.#settledTurn(settlement),
        postponed: (notBefore) => this.#waits(notBefore),
        left: () => this.#waits(undefined),
      },
    });
    this.#memory = this.#stage.memory;
    return this.#stage;
  }

  /** Messages that follow each other within the quiet time come together, as one burst; a longer pause is waited. */
  async #say(messages: readonly BurstMessage[]): Promise<void> {
    const { quietMs, playing } = this.#parts;
    for (const burst of burstsOf(messages, quietMs)) {
      const together = burst.map(({ text, afterMs }) => {
        playing.clock.pass(afterMs);
        return this.#message({ type: 'text', text });
      });
      await this.#accept(together);
    }
  }

  async #send(action: Extract<Action, { type: 'voice' | 'file' }>): Promise<void> {
    const { content, download } = await readSending(action);
    const message = this.#message(content);
    this.#channel.hold(message.id, download);
    await this.#accept([message]);
  }

  /** The owner writes in the customer's chat, on the phone. */
  async #write(text: string): Promise<void> {
    const { bot } = await this.#open();
    const { name: _, ...inbound } = this.#message({ type: 'text', text });
    const outgoing = { inbound, by: 'phone', toSelf: false } as const;
    await bot.accept({ type: 'outgoing', outgoing }, nothing);
    await this.#settled();
  }

  async #accept(messages: readonly Inbound[]): Promise<void> {
    const { bot } = await this.#open();
    const waits = this.#watch();
    // In one tick, so that the journal stores them together, and one turn takes them.
    await Promise.all(messages.map((inbound) => bot.accept({ type: 'message', inbound }, nothing)));
    await this.#settled(waits);
  }

  #message(content: Inbound['content']): Inbound {
    this.#messages += 1;
    const id = `EVAL${this.#messages}`;
    return { id, chat: evalChat, at: this.#parts.playing.clock.now(), name: 'Customer', content };
  }

  /** Resolves when the chat's messages are put off. */
  #watch(): Promise<number | undefined> {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    this.#waits = resolve;
    return promise;
  }

  /** Waits until nothing is to be done; what is put off for a while is waited for by the conversation's clock. */
  async #settled(waits = this.#watch()): Promise<void> {
    const { clock } = this.#parts.playing;
    for (let watched = waits; ; watched = this.#watch()) {
      const { bot } = await this.#open();
      const idle = bot.whenIdle().then(() => 'idle' as const);
      const rest = this.#isResting ? [this.#underWay.rested()] : [];
      const outcome = await Promise.race([idle, watched, ...rest]);
      if (outcome === 'idle' || outcome === 'rested') return;
      this.#isResting = outcome === undefined || outcome - clock.now() > longestWaitMs;
      if (this.#isResting || outcome === undefined) continue;
      await this.close();
      clock.until(outcome);
    }
  }

  #settledTurn(settlement: Settlement): void {
    if (settlement.chat !== evalChat) return;
    this.#isResting = false;
    addTurn(this.#now, settlement);
  }
}

/** The bytes of a notification, which nobody brought. */
const nothing = new Uint8Array();
