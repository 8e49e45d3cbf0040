import type { Alert, AlertLevel } from '../kinds/alert-message.ts';
import type { Case } from '../kinds/cases.ts';
import type { NewNotice } from '../kinds/notices.ts';
import type { Translate } from '../owner-language/index.ts';

/** How things are said to those who are told. */
export interface Telling {
  /** Puts an English sentence into their language. */
  words: Translate;
  /** A moment (Unix milliseconds) as their clock shows it. */
  clock(at: number): string;
}

/** What a notice says: a line, and more lines, which may be none. */
export interface Worded {
  title: string;
  lines?: readonly string[];
  /** How it is answered in WhatsApp: other routes bring no answers. */
  reply?: string;
  level: AlertLevel;
}

/**
 * Puts a notice of one topic into words; `about`: the case that it is about, as it stands now. Undefined: there is nothing to be
 * told any more.
 */
export type Wording = (
  notice: NewNotice,
  telling: Telling,
  about: Case | undefined,
) => Worded | undefined | Promise<Worded | undefined>;

/** The wordings by topic. */
export type Wordings = Readonly<Record<string, Wording>>;

/** The alert of a notice; `repeated`: an earlier try may have arrived, which the first line says. */
export function alertOf(
  { id, topic, at, case: of }: NewNotice,
  { title, lines = [], reply, level }: Worded,
  { words, repeated }: Pick<Telling, 'words'> & { repeated: boolean },
): Alert {
  return {
    id,
    topic,
    title: repeated ? marked(title, words('(again)')) : title,
    text: lines.join('\n'),
    ...(reply === undefined ? {} : { reply }),
    level,
    at,
    ...(of?.number === undefined ? {} : { case: of.number }),
    ...(repeated ? { repeated } : {}),
  };
}

/** Behind the number of the case, where the title begins with one. */
function marked(title: string, mark: string): string {
  const [number = ''] = /^№\d+ ?/.exec(title) ?? [];
  return number === ''
    ? `${mark} ${title}`
    : `${number.trim()} ${mark} ${title.slice(number.length)}`;
}
