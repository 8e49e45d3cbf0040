import type { Slot, Visitor } from '../../../core/kinds/calendar.ts';
import { overlap } from '../free-slots.ts';
import { afterEffect } from '../unsure.ts';
import type { CalendarEvent } from './calendar-event.ts';
import type { EventsApi } from './events-api.ts';

/** A time that is to be an event. */
export interface WantedEvent extends Slot {
  /** Of the event. */
  id: string;
  visitor: Visitor;
  /** It was tried before: the event may be there. */
  isAgain: boolean;
  /** Another event that may be in its way: the one from which a booking is moved. */
  except?: string;
}

/** How it went: there and alone; somebody has the time; or a person entered something meanwhile, and ours was withdrawn. */
export type PlacementOutcome = 'placed' | 'taken' | 'by-hand';

/** Puts events of bookings into the calendars of the staff, so that none of them stands beside another. */
export class EventPlaces {
  readonly #api: EventsApi;
  readonly #calendarOf: (staff: string) => string;
  readonly #timeZone: string;

  constructor(api: EventsApi, calendarOf: (staff: string) => string, timeZone: string) {
    this.#api = api;
    this.#calendarOf = calendarOf;
    this.#timeZone = timeZone;
  }

  /** Adds an event where the time is free, and looks again whether it is alone there; a repeat adds nothing. */
  async place(wanted: WantedEvent, signal: AbortSignal): Promise<PlacementOutcome> {
    const { id, staff, service, visitor, from, to, isAgain } = wanted;
    const calendar = this.#calendarOf(staff);
    if (isAgain && (await this.#api.get(calendar, id, signal))) return this.#verify(wanted, signal);
    if (await this.#isBusy(wanted, signal)) return 'taken';
    const title = [service, visitor.name].filter(Boolean).join(': ');
    const event = { id, title, visitor, from, to, timeZone: this.#timeZone };
    const inserted = await this.#api.insert(calendar, event, signal);
    // The id of an event that was deleted stays taken for good.
    if (inserted === 'duplicate' && !(await this.#api.get(calendar, id, signal))) return 'taken';
    return this.#verify(wanted, signal);
  }

  /** The event of a booking; undefined: it is not there any more. */
  find(staff: string, id: string, signal: AbortSignal): Promise<CalendarEvent | undefined> {
    return this.#api.get(this.#calendarOf(staff), id, signal);
  }

  /** Removes the event of a booking. */
  remove(staff: string, id: string, signal: AbortSignal): Promise<void> {
    return this.#api.remove(this.#calendarOf(staff), id, signal);
  }

  async #isBusy({ staff, from, to, except }: WantedEvent, signal: AbortSignal): Promise<boolean> {
    const calendar = this.#calendarOf(staff);
    if (except === undefined) {
      const busy = await this.#api.busy(calendar, { from, to }, signal);
      return busy.some((each) => overlap(each, { from, to }));
    }
    return (await this.#others({ staff, from, to }, [except], signal)).length > 0;
  }

  async #verify(wanted: WantedEvent, signal: AbortSignal): Promise<PlacementOutcome> {
    const { id, staff, except = '' } = wanted;
    const others = await this.#others(wanted, [except], signal);
    const mine = others.find((event) => event.id === id);
    const rivals = others.filter((event) => event.id !== id);
    const byHand = rivals.some(({ isOurs }) => !isOurs);
    if (!byHand && !rivals.some((rival) => mine && isBefore(rival, mine))) return 'placed';
    // Where it fails, whether ours is still there is not known: nothing is said until it is.
    await afterEffect(() => this.remove(staff, id, signal));
    return byHand ? 'by-hand' : 'taken';
  }

  async #others(
    { staff, from, to }: Pick<Slot, 'staff' | 'from' | 'to'>,
    except: readonly string[],
    signal: AbortSignal,
  ): Promise<CalendarEvent[]> {
    const events = await this.#api.list(this.#calendarOf(staff), { from, to }, signal);
    return events.filter(
      (event) => !event.isFree && !except.includes(event.id) && overlap(event, { from, to }),
    );
  }
}

function isBefore(one: CalendarEvent, other: CalendarEvent): boolean {
  return one.created === other.created ? one.id < other.id : one.created < other.created;
}
