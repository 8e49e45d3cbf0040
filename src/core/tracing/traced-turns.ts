import type { Context, Span } from '@opentelemetry/api';
import type { LaneWork } from '../bot/lane-work.ts';
import { superseded } from '../bot/lanes.ts';
import type { WorkOutcome } from '../chat-loops.ts';
import type { Channel } from '../kinds/channel.ts';
import type { Due, Journal, Settlement } from '../kinds/journal.ts';
import { silentVersion } from '../kinds/turn-record.ts';
import { replaced } from '../metrics/replaced.ts';
import { turnOutcome } from '../metrics/turn-outcome.ts';
import type { SpanEnd, Spans, TracingApi } from './spans.ts';

/** Replies whose turns are known at the same time; the oldest are forgotten first, and sent as nobody's. */
const mostReplies = 10_000;

/** What is noted of a turn while it runs. */
interface TurnNote {
  span?: Span | undefined;
  end?: SpanEnd;
}

/** Traces turns, and what is sent as belonging to the turn that wrote it. */
export class TracedTurns {
  readonly #api: TracingApi;
  readonly #spans: Spans;
  readonly #note: symbol;
  /** Of each reply that is due: its chat, and its turn. */
  readonly #replies = new Map<string, { chat: string; turn: Context }>();
  /** The turn of what is being sent in a chat: there, one reply follows the other. */
  readonly #sending = new Map<string, Context>();
  #channel: Channel | undefined;

  constructor(api: TracingApi, spans: Spans) {
    this.#api = api;
    this.#spans = spans;
    this.#note = api.createContextKey('wabot turn');
  }

  /** The same work, each turn of which is a span of its own: a burst has no one request to which it belongs. */
  turns(work: LaneWork): LaneWork {
    return replaced(work, {
      turn: (chat, waiting, signal, seal) => {
        const note: TurnNote = {};
        const traced = {
          name: 'turn',
          kind: 'CONSUMER' as const,
          attributes: {
            'messaging.system': this.#systemOf(chat),
            'messaging.operation.name': 'turn',
            'messaging.operation.type': 'process',
            'messaging.batch.message_count': waiting.length,
          },
          within: this.#api.ROOT_CONTEXT.setValue(this.#note, note),
          signal,
          tells: (outcome: WorkOutcome) => note.end ?? unsettled(outcome, signal),
        };
        return this.#spans.run(traced, (span) => {
          note.span = span;
          return work.turn(chat, waiting, signal, seal);
        });
      },
    });
  }

  /** The same channel, each send of which is a span within the turn that wrote it, also after that has ended. */
  channel(channel: Channel): Channel {
    this.#channel = channel;
    return replaced(channel, {
      send: (outbound, signal, mayLeave) => {
        const attributes = {
          'messaging.system': this.#systemOf(outbound.chat),
          'messaging.operation.name': 'send',
          'messaging.operation.type': 'send',
          'wabot.voice': outbound.note !== undefined,
        };
        const within = this.#sending.get(outbound.chat) ?? this.#api.ROOT_CONTEXT;
        return this.#spans.run({ name: 'send', kind: 'CLIENT', attributes, within, signal }, () =>
          channel.send(outbound, signal, mayLeave),
        );
      },
    });
  }

  /** The messenger of a chat, as OpenTelemetry has its words. */
  #systemOf(chat: string): string {
    const messenger = this.#channel?.form?.(chat).messenger ?? this.#channel?.messenger;
    return (messenger ?? 'WhatsApp').toLowerCase();
  }

  /** The same journal, which tells how turns end and which replies are theirs. */
  journal(journal: Journal): Journal {
    const { inbox, turns, outbox } = journal;
    return replaced(journal, {
      inbox: replaced(inbox, {
        postpone: (chat, ids, notBefore, reason) => {
          this.#endsAs({ attributes: { 'wabot.turn.outcome': 'postponed' }, failure: reason });
          return inbox.postpone(chat, ids, notBefore, reason);
        },
      }),
      turns: replaced(turns, {
        settle: async (settlement) => {
          const due = await turns.settle(settlement);
          this.#endsAs(settled(settlement));
          this.#wrote(due);
          return due;
        },
      }),
      outbox: replaced(outbox, {
        attempt: (id, at) => {
          const reply = this.#replies.get(id);
          if (reply) this.#sending.set(reply.chat, reply.turn);
          return outbox.attempt(id, at);
        },
        sent: (id, channelId) => {
          this.#left(id);
          return outbox.sent(id, channelId);
        },
        giveUp: (id, reason) => {
          this.#left(id);
          return outbox.giveUp(id, reason);
        },
        retry: (id, ...call) => {
          this.#rests(id);
          return outbox.retry(id, ...call);
        },
      }),
    });
  }

  get #current(): TurnNote | undefined {
    try {
      return this.#api.context.active().getValue(this.#note) as TurnNote | undefined;
    } catch {
      return undefined;
    }
  }

  #endsAs(end: SpanEnd): void {
    const note = this.#current;
    if (note) note.end = end;
  }

  #wrote(due: readonly Due[]): void {
    const turn = this.#contextOf(this.#current);
    if (!turn) return;
    for (const { id, chat } of due) this.#replies.set(id, { chat, turn });
    for (const id of this.#replies.keys()) {
      if (this.#replies.size <= mostReplies) return;
      this.#left(id);
    }
  }

  /** Where the sends of a turn belong; the turn is settled by then, and whatever the SDK makes of this must not undo that. */
  #contextOf(note: TurnNote | undefined): Context | undefined {
    const { ROOT_CONTEXT, trace } = this.#api;
    try {
      return note?.span && trace.setSpanContext(ROOT_CONTEXT, note.span.spanContext());
    } catch {
      return undefined;
    }
  }

  #rests(id: string): void {
    const reply = this.#replies.get(id);
    if (reply) this.#sending.delete(reply.chat);
  }

  #left(id: string): void {
    this.#rests(id);
    this.#replies.delete(id);
  }
}

function settled(settlement: Settlement): SpanEnd {
  const { promptVersion, knowledgeVersion, usage } = settlement.record;
  const guards = Object.keys(usage?.objections ?? {});
  return {
    attributes: {
      'wabot.turn.outcome': turnOutcome(settlement),
      ...(promptVersion !== undefined &&
        promptVersion !== silentVersion && { 'wabot.prompt.version': promptVersion }),
      ...(knowledgeVersion !== undefined && { 'wabot.knowledge.version': knowledgeVersion }),
      ...(guards.length > 0 && { 'wabot.guards': guards }),
    },
    failure: settlement.givenUp,
  };
}

/** Its messages still wait: for a newer one, for the next start, or until the chat may go on. */
function unsettled(outcome: WorkOutcome, { aborted, reason }: AbortSignal): SpanEnd {
  const ending = reason === superseded ? 'superseded' : 'stopped';
  if (aborted) return { attributes: { 'wabot.turn.outcome': ending } };
  return { attributes: outcome === 'done' ? {} : { 'wabot.turn.outcome': 'waits' } };
}
