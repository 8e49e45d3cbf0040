/** Something that the people of the business are to be told, once by each route. */
export interface NewNotice {
  /** Stable over reruns of what tells it, and over tries: a receiver may know it by this. That of an alert begins with its topic. */
  id: string;
  /** Unix milliseconds. */
  at: number;
  /** What it is: `ticket`, `reminder`, `draft`, `list`, `alert.account`, …; it is put into words when it is carried. */
  topic: string;
  /** The case that it is about; filled in where it comes with one. */
  case?: { id: string; number?: number };
  /** The customer with whom it is erased, and with it replies added under a record `notice/<id>/…`; filled in where it comes with a case. */
  chat?: string;
  values?: Readonly<Record<string, string | number>>;
  /** Routes that it must not take, such as one that is broken, or the only ones. */
  not?: readonly string[];
  only?: readonly string[];
}

/** How far a notice has come on one route. */
export interface RouteState {
  /** Failed tries so far. */
  tries: number;
  /** Not before this moment, Unix milliseconds. */
  notBefore: number;
  /** When the latest try began, unless it certainly had no effect or the route has ended; Unix milliseconds. */
  attemptedAt?: number;
  /** Tries that may have arrived, as their outcome is not known; absent: none. One under way is not among them. */
  unknown?: number;
  /** The route has ended. */
  ended?: 'done' | 'given-up';
  /** Why the latest try failed. */
  reason?: string;
}

/** A notice, and how far it has come on each route that was tried. */
export interface Notice extends NewNotice {
  routes: Readonly<Record<string, RouteState>>;
  /** No route owes it any more. */
  closed?: true;
}

/** The newest of those whose ids begin so, however far they have come: at most `most`. */
export interface Newest {
  begin: string;
  most: number;
}

/** What the people of the business are told. What is added survives a killed process and is owed until it is closed. */
export interface Notices {
  /** False: its id is known already (for 30 days after it was closed), and nothing happened. */
  add(notice: NewNotice): Promise<boolean>;
  /** Those that are not closed, oldest first; or the newest of some, newest first, which are known for 30 days after they were closed. */
  list(which: 'owed' | Newest): Promise<Notice[]>;
  /**
   * Claims one try by one process. Resolves with the route's state before this try, a try that ended with its process counted
   * as unknown; false: it must not be tried now, as the notice is closed or unknown, the route has ended or rests, or another
   * try began less than a minute ago and its process is not known to be dead.
   */
  attempt(id: string, route: string, at: number): Promise<RouteState | false>;
  /** It has arrived by this route, or will not. Of a route that has ended nothing changes. */
  ended(id: string, route: string, how: 'done' | 'given-up', reason?: string): Promise<void>;
  /** The try failed: again not before the moment. `unsent`: it certainly had no effect; `unknown`: it may have had one. */
  retry(
    id: string,
    route: string,
    notBefore: number,
    reason: string,
    outcome: 'unsent' | 'unknown',
  ): Promise<void>;
  /** It is no longer owed, by any route. */
  close(id: string): Promise<void>;
}
