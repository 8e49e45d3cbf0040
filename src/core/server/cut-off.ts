import type { Socket } from 'node:net';

/** What Node's server hangs onto each connection it reads; no document names it, so nothing depends on its being there. */
interface Read {
  parser?: {
    /** Told of each call's headers; 2 stands for "the rest is not HTTP", and ends the reading. */
    onIncoming: () => number;
    /** The call whose body comes; without one it is passed over. */
    incoming: unknown;
  } | null;
}

/**
 * Closes a connection now, and leaves unread what it has brought: Node takes 64 KB at a time, and would still make thousands
 * of calls, or of pieces of a body, out of them.
 */
export function cutOff(socket: Socket & Read): void {
  socket.destroy();
  if (!socket.parser) return;
  socket.parser.onIncoming = () => 2;
  socket.parser.incoming = null;
}
