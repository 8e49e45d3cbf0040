import { ok } from 'node:assert/strict';
import type { Closable } from '../register.ts';

/** How the service at the other end fails every call. */
export type Trouble =
  /** It asks to slow down: HTTP 429 with `Retry-After: 7`. */
  | 'busy'
  /** It has a fault: HTTP 503. */
  | 'fault'
  /** The connection is lost before an answer has come. */
  | 'lost'
  /** It answers as if all were well (HTTP 200), with something that is no answer. */
  | 'malformed'
  /** It refuses the key: HTTP 401. */
  | 'key'
  /** It refuses what is asked of it: HTTP 400. */
  | 'refused'
  /** It takes the call and never answers. */
  | 'silent';

/** Every trouble that each service may have. */
export const troubles: readonly Trouble[] = [
  'busy',
  'fault',
  'lost',
  'malformed',
  'key',
  'refused',
  'silent',
];

/** The service at the other end, as the user of a suite plays it: real HTTP on loopback, as a rule. */
export interface Vendor<T extends string = Trouble> {
  /**
   * From now on every call ends like this; `answers`: as it should, which holds at first. The words of a failure repeat the
   * key and what was asked, as those of real services do.
   */
  does(what: 'answers' | T): void;
  /** How many calls have reached it. */
  calls(): number;
  /** What may stand in no error: the key that the plugin was made with. */
  secrets: readonly string[];
}

/** What each test of a service's suite opens. */
export interface Served<T extends string = Trouble> extends Closable {
  /** Absent where there is no other end; then `without` names every trouble. */
  vendor?: Vendor<T>;
}

/** The vendor of a harness; throws when it has none. */
export function vendorOf<T extends string>({ vendor }: Served<T>): Vendor<T> {
  ok(vendor, 'the harness plays no vendor: name its troubles in `without`');
  return vendor;
}
