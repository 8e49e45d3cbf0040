import { costOf } from '../costs/usage.ts';
import type { PriceList } from '../costs/prices.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Charge, Journal, Settlement } from '../kinds/journal.ts';
import type { Model } from '../kinds/model.ts';
import type { Speech } from '../kinds/speech.ts';
import type { CalledFunction } from '../kinds/turn-record.ts';
import type { MetricStore, Series } from './metric-store.ts';
import { replaced } from './replaced.ts';
import { series } from './series.ts';
import { turnOutcome } from './turn-outcome.ts';

/** Takes down how what it is given works, without changing it; a figure that cannot be taken breaks nothing. */
export class Observer {
  readonly #store: MetricStore;
  readonly #prices: PriceList;

  constructor(store: MetricStore, prices: PriceList) {
    this.#store = store;
    this.#prices = prices;
  }

  model(model: Model): Model {
    return replaced(model, {
      answer: (question, signal) =>
        this.#call(series.modelCalls, series.model, signal, () => model.answer(question, signal)),
    });
  }

  speech(speech: Speech): Speech {
    return replaced(speech, {
      transcribe: (audio, hints, signal) =>
        this.#call(series.speechCalls, series.speech, signal, () =>
          speech.transcribe(audio, hints, signal),
        ),
    });
  }

  channel(channel: Channel): Channel {
    return replaced(channel, {
      send: (outbound, signal, mayLeave) =>
        this.#call(series.sends, series.send, signal, () =>
          channel.send(outbound, signal, mayLeave),
        ),
    });
  }

  journal(journal: Journal): Journal {
    const { inbox, turns, outbox, accounts } = journal;
    return replaced(journal, {
      inbox: replaced(inbox, {
        accept: async (inbound) => {
          const begun = performance.now();
          const accepted = await inbox.accept(inbound);
          this.#store.add(accepted.isNew ? series.accepted : series.repeated);
          const kept = (): void => this.#wrote('accept', begun);
          accepted.durable.then(kept, () => {});
          return accepted;
        },
        postpone: (...call) => {
          this.#store.add(series.postponed);
          return inbox.postpone(...call);
        },
      }),
      turns: replaced(turns, {
        settle: async (settlement) => {
          const due = await this.#timed('settle', () => turns.settle(settlement));
          this.#settled(settlement);
          return due;
        },
      }),
      outbox: replaced(outbox, {
        attempt: (id, at) => this.#timed('attempt', () => outbox.attempt(id, at)),
        sent: (id, channelId) => this.#timed('sent', () => outbox.sent(id, channelId)),
        giveUp: (id, reason) => {
          this.#store.add(series.unsent);
          return outbox.giveUp(id, reason);
        },
      }),
      accounts: replaced(accounts, {
        charge: (charge) => {
          this.#charged(charge);
          return accounts.charge(charge);
        },
      }),
    });
  }

  async #call<T>(
    calls: Series,
    seconds: Series,
    signal: AbortSignal,
    make: () => Promise<T>,
  ): Promise<T> {
    const begun = performance.now();
    try {
      const made = await make();
      this.#store.add(calls, 1, 'ok');
      this.#store.observe(seconds, (performance.now() - begun) / 1000);
      return made;
    } catch (error) {
      this.#store.add(calls, 1, signal.aborted ? 'stopped' : 'failed');
      throw error;
    }
  }

  async #timed<T>(call: string, write: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const written = await write();
    this.#wrote(call, begun);
    return written;
  }

  #wrote(call: string, begun: number): void {
    this.#store.observe(series.journal, (performance.now() - begun) / 1000, call);
  }

  #settled(settlement: Settlement): void {
    const { record, opens } = settlement;
    const outcome = turnOutcome(settlement);
    this.#store.add(series.turns, 1, outcome);
    if (opens?.kind === 'ticket') this.#store.add(series.handoffs);
    if ((outcome === 'answered' || outcome === 'line') && record.ms !== undefined)
      this.#store.observe(series.answer, record.ms / 1000);
    for (const call of record.calls ?? []) this.#store.add(series.tools, 1, resultOf(call));
    this.#charged({ ...record, kind: 'answer' });
  }

  #charged(charge: Pick<Charge, 'kind' | 'model' | 'usage'>): void {
    const { input, cached, output, voiceMinutes, money, objections } = costOf(charge, this.#prices);
    for (const [kind, count] of Object.entries({ input, cached, output }))
      this.#store.add(series.tokens, count, kind);
    this.#store.add(series.heard, voiceMinutes * 60);
    this.#store.add(series.cost, money);
    for (const [guard, count] of Object.entries(objections ?? {}))
      this.#store.add(series.guards, count, guard);
  }
}

function resultOf({ done, unknown, unmade }: CalledFunction): string {
  if (unknown) return 'unknown';
  if (unmade === 'failed') return 'failed';
  if (unmade !== undefined) return 'unmade';
  if (done === undefined) return 'looked';
  return done ? 'done' : 'failed';
}
