import type { Tool, ToolSource } from '../../../core/kinds/tool.ts';
import { bookTool } from './book.ts';
import type { DeskParts } from './booking-desk.ts';
import { cancelBookingTool, myBookingsTool, moveBookingTool } from './own-bookings.ts';
import { findSlotsTool } from './find-slots.ts';

/** The functions by which a model books times for the customer to whom it talks. */
export class BookingTools implements ToolSource {
  readonly #parts: DeskParts;
  readonly #tools: readonly Tool[];

  constructor(parts: DeskParts) {
    this.#parts = parts;
    this.#tools = [bookTool, cancelBookingTool, findSlotsTool, moveBookingTool, myBookingsTool].map(
      (make) => make(parts),
    );
  }

  list(): Promise<readonly Tool[]> {
    return Promise.resolve(this.#tools);
  }

  close(): Promise<void> {
    return this.#parts.ledger.close();
  }
}
