/** What the name of a field says about its value. */
export type FieldMeaning = 'secret' | 'content' | 'chat' | 'id' | 'account' | 'plain';

const secret =
  /(?:token|password|passwd|secret|api[-_]?key|private[-_]?key|authorization|cookie)$/i;
/** Names whose meaning is fixed; for others their ending speaks. */
const meanings: ReadonlyMap<string, FieldMeaning> = new Map<string, FieldMeaning>([
  ...each(['apiTokenInstance'], 'secret'),
  ...each(['text', 'quoted'], 'content'),
  ...each(['chat', 'chatId', 'sender', 'phone', 'phoneNumber', 'wid'], 'chat'),
  ...each(['message', 'messages', 'id', 'idMessage', 'requestId'], 'id'),
  // The number of one of several accounts: nobody's phone, and two that end alike must be told apart.
  ...each(['instance'], 'account'),
]);

function each(names: readonly string[], meaning: FieldMeaning): [string, FieldMeaning][] {
  return names.map((name) => [name, meaning]);
}

interface Named {
  meaning: FieldMeaning;
  shown: string;
}

/** How many names are remembered; the bot's own events have a few dozen. */
const mostNames = 500;

/** Knows what names mean and how they are shown; each is looked at once. */
export class Names {
  readonly #known = new Map<string, Named>();
  readonly #show: (name: string) => string;

  constructor(show: (name: string) => string) {
    this.#show = show;
  }

  /** The meaning of a name at this depth; ids and accounts are only among the fields of the event itself (depth 0). */
  get(name: string, depth: number): Named {
    const named = this.#known.get(name) ?? this.#look(name);
    const isShallow = named.meaning === 'id' || named.meaning === 'account';
    return isShallow && depth > 0 ? { ...named, meaning: 'plain' } : named;
  }

  #look(name: string): Named {
    const meaning = meanings.get(name) ?? (secret.test(name) ? 'secret' : 'plain');
    const named = { meaning, shown: this.#show(name) };
    if (this.#known.size < mostNames) this.#known.set(name, named);
    return named;
  }
}
