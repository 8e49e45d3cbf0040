import type { BookingRow } from '../booking-ledger.ts';
import type { ReservationParts } from './reservations.ts';

/** Opens a ticket: somebody entered something by hand at the moment at which a customer booked the same time. */
export async function openByHandTicket(
  { id, revision, service, staff, from, visitor }: BookingRow,
  { world: { cases }, schedule, now }: Pick<ReservationParts, 'world' | 'schedule' | 'now'>,
): Promise<void> {
  const at = now();
  const moment = schedule.clock.isoOf(from).slice(0, 16).replace('T', ' ');
  const line = [service, staff, moment].filter(Boolean).join(', ');
  const { chat, name } = visitor;
  const ticket = `by-hand/${id}/${revision}`;
  await cases?.()?.open(
    {
      id: ticket,
      kind: 'ticket',
      chat,
      at,
      about: {
        ...(name !== undefined && { name }),
        reason: 'by-hand',
        summary: [line],
      },
    },
    [{ id: ticket, at, topic: 'ticket' }],
  );
}
