/** How often another process's changes are looked for, milliseconds. One look costs next to nothing. */
const lookPauseMs = 1_000;

/**
 * Calls `changed` when the version that `read` gives is another than before; again later while either rejects. Resolves, with
 * what ends it, once it knows the version of now.
 */
export async function watchVersion(
  read: () => Promise<unknown>,
  changed: () => Promise<void>,
): Promise<() => void> {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let seen: unknown;
  const look = async (): Promise<void> => {
    try {
      const version = await read();
      if (seen !== undefined && version !== seen) await changed();
      seen = version;
    } catch {
      // The next look finds the same difference again.
    }
    if (!ended.signal.aborted) timer = setTimeout(() => void look(), lookPauseMs).unref();
  };
  await look();
  return () => {
    ended.abort();
    clearTimeout(timer);
  };
}
