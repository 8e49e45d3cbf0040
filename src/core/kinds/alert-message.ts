/** How much something matters: good to know, to be looked at, or the bot does not do its work. */
export type AlertLevel = 'info' | 'warning' | 'problem';

/** What people of the business are told, in their language. */
export interface Alert {
  /** The same for every try: who gets it twice knows it by this. May hold a phone number. */
  id: string;
  /** What it is: `ticket`, `alert.account` …; dotted words of Latin letters. */
  topic: string;
  /** One line that says it. */
  title: string;
  /** What else there is to say, in lines; may be empty. */
  text: string;
  /** How to answer it in WhatsApp, in one line; to be said only where an answer to what was sent reaches the bot. */
  reply?: string;
  level: AlertLevel;
  /** When it happened, Unix milliseconds. */
  at: number;
  /** Number of the case that it is about, by which people name it. */
  case?: number;
  /** Set when an earlier try may have arrived; `title` says so. */
  repeated?: true;
}

/** All of an alert in one text. */
export function wholeText({ title, text }: Pick<Alert, 'title' | 'text'>): string {
  return text === '' ? title : `${title}\n\n${text}`;
}
