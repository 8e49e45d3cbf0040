import type { World } from '../../../core/kinds/plugin.ts';
import type { BookingRow } from '../booking-ledger.ts';

/** Opens a ticket: somebody entered something by hand at the moment at which a customer booked the same time. */
export async function openByHandTicket(
  { id, revision, service, staff, from, visitor }: BookingRow,
  { cases }: Pick<World, 'cases'>,
  at: number,
): Promise<void> {
  const line = [service, staff, new Date(from).toISOString()].filter(Boolean).join(', ');
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
        question: line,
      },
    },
    [{ id: ticket, at, topic: 'ticket' }],
  );
}
