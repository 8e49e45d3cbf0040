import { hash, timingSafeEqual } from 'node:crypto';
import type { Callers } from '../../../core/kinds/channel.ts';

/** Tells why a caller who sent this `Authorization` header is not believed; undefined when it is. Takes as long for every wrong one. */
export type TokenCheck = (authorization: string | undefined) => string | undefined;

/**
 * A check against the token as it was written into the vendor's settings and into ours: bare or after `Bearer` or
 * `Basic`. The vendor's documents leave open whether it adds the word, and whether it encodes a `Basic` token, so each
 * reading of the header that holds the token is accepted. Without a token that counts everybody is believed.
 */
export function tokenCheck(token: string | undefined): TokenCheck {
  if (token === undefined || proofOf(token) === 'none') return () => undefined;
  const expected = digest(Buffer.from(withoutScheme(token)));
  return (authorization) => {
    if (authorization === undefined || authorization.trim() === '')
      return 'no Authorization header';
    // The right one is known at its first reading; every wrong one is read in all ways, which takes as long for each.
    const isRight = candidates(authorization.trim()).some((candidate) =>
      timingSafeEqual(digest(candidate), expected),
    );
    return isRight ? undefined : 'the Authorization header holds another token';
  };
}

/** A shorter token counts as none, characters. */
const leastLength = 8;

/** A shorter one is taken from the vendor, but nobody is helped to set it up; characters. */
export const goodLength = 16;

/** What a token is worth, by its length without the word in front. */
export function proofOf(token: string | undefined): Callers['proof'] {
  const { length } = withoutScheme(token ?? '');
  if (length < leastLength) return 'none';
  return length < goodLength ? 'weak' : 'strong';
}

/** A token without the word that may stand in front of it. */
export function withoutScheme(value: string): string {
  return value.replace(/^(?:bearer|basic)\s+/i, '');
}

/** Node reads header bytes as Latin-1; what the token may be is the bytes themselves, or what they encode. */
function candidates(authorization: string): Buffer[] {
  const bare = withoutScheme(authorization);
  const decoded = Buffer.from(bare, 'base64');
  return [Buffer.from(bare, 'latin1'), decoded, decoded.subarray(decoded.indexOf(':') + 1)];
}

function digest(value: Uint8Array): Buffer {
  return hash('sha256', value, 'buffer');
}
