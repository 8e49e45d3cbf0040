import type { Journal } from '../../core/kinds/journal.ts';
import type { BookingLedger } from './booking-ledger.ts';

/**
 * The journal, whose `erase` first removes the person from the bookings in the same place: their times stay taken, and nobody
 * knows any more by whom. `open` gives the ledger for one call; undefined: there are no bookings.
 */
export function erasingBookings(
  journal: Journal,
  open: () => Promise<Pick<BookingLedger, 'erase' | 'close'> | undefined>,
): Journal {
  return {
    ...journal,
    async erase(chat, phone) {
      const ledger = await open();
      try {
        await ledger?.erase(chat);
      } finally {
        await ledger?.close();
      }
      return journal.erase(chat, phone);
    },
  };
}
