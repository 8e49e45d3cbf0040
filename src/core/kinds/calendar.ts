/** A time at which a service is given by one of the staff; Unix milliseconds, `[from, to)`. */
export interface Slot {
  /** The service's name, as the business wrote it. */
  service: string;
  /** Whose time it is, by name; empty where the business names nobody. */
  staff: string;
  from: number;
  to: number;
}

/** Moments between which times are wanted: Unix milliseconds, `[from, to)`. */
export interface TimeRange {
  from: number;
  to: number;
}

/** Who comes. Known from the chat, but for the name and the comment, which a person may have said. */
export interface Visitor {
  chat: string;
  /** Digits with the country's code; absent where the chat shows none. */
  phone?: string;
  name?: string;
  comment?: string;
}

/** A time to be booked. */
export interface BookingOrder extends Slot {
  /** Names the wish: with the same key it is the same booking, however often it is made. */
  key: string;
  visitor: Visitor;
}

/** A time to be moved to. */
export interface MoveOrder extends Slot {
  /** Names the wish: with the same key the booking is moved once. */
  key: string;
}

/** A time that is booked. */
export interface Booking extends Slot {
  /** Short and without spaces, the same for as long as it is known. */
  id: string;
  /** Of the order that made it, or moved it last. */
  key: string;
  visitor: Visitor;
  /** When it was made, or moved last; Unix milliseconds. */
  at: number;
}

/**
 * Why nothing was booked: somebody has the time; it is not one in which the service is given; the booking is not there (any
 * more); or somebody of the business entered something by hand at the same moment, and ours was withdrawn.
 */
export type BookingRefusal = 'taken' | 'not-offered' | 'gone' | 'by-hand';

/** What became of a wish. */
export type BookingOutcome = { booking: Booking } | { refused: BookingRefusal };

/**
 * The times of a business. Two bookings never have the same time of one of the staff, whichever process made them. A booking
 * that was answered with survives a killed process. Rejects with a ServiceError; `outcomeUnknown`: it may have been done, and
 * the same order again says what became of it.
 */
export interface Calendar {
  /** Free times of a service that begin in a range, the earliest first; none for a service that is not known. */
  slots(service: string, range: TimeRange, signal: AbortSignal): Promise<Slot[]>;
  /** Books a time. */
  book(order: BookingOrder, signal: AbortSignal): Promise<BookingOutcome>;
  /** Moves a booking to another time of the same service. Refused, it stays where it was. */
  move(id: string, order: MoveOrder, signal: AbortSignal): Promise<BookingOutcome>;
  /** Gives a time back. False: there is no such booking (any more). */
  cancel(id: string, signal: AbortSignal): Promise<boolean>;
  /** The bookings of a customer that are not over yet, the earliest first; of everybody where no chat is named. */
  mine(chat: string | undefined, signal: AbortSignal): Promise<Booking[]>;
  /** Later calls reject. */
  close(): Promise<void>;
}
