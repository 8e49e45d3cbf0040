/** What a journal keeps of notifications that can never become a message: anybody may send them, so the newest only. */
export const rejectedLimits = {
  /** Of one, bytes. */
  bodyBytes: 64 * 1024,
  /** Of all. */
  letters: 500,
  bytes: 4 * 1024 * 1024,
};
