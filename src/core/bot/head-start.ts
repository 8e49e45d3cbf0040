/** How long the memory waits for a reply that is being sent, milliseconds: by then it is on the wire. */
const headStartMs = 20;

/** What is due goes first, as nobody waits for the memory; a reply that is spoken first, or put off, is not waited for. */
export async function headStart(sent: Promise<void>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, headStartMs);
  await Promise.race([sent, over.promise]);
  clearTimeout(timer);
}
