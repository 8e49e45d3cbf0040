/** What an owner commands the bot from the phone. */
export interface OwnerCommand {
  readonly action: 'pause' | 'resume';
  /** For how long, in milliseconds; absent where no time is given. Only a pause has one. */
  readonly forMs?: number;
  /** In all chats, not only in this one. */
  readonly everywhere: boolean;
}

const actions: Readonly<Record<string, OwnerCommand['action']>> = {
  '#стоп': 'pause',
  '#stop': 'pause',
  '#тоқта': 'pause',
  '#токта': 'pause',
  '#бот': 'resume',
  '#bot': 'resume',
  '#жалғастыр': 'resume',
  '#жалгастыр': 'resume',
};

const everywhere: ReadonlySet<string> = new Set([
  'все',
  'всё',
  'всем',
  'all',
  'барлығы',
  'барлыгы',
  'бәрі',
  'бари',
]);

const minute = 60_000;

/** Units of time as they are written behind a number. */
const units: ReadonlyArray<readonly [unit: RegExp, ms: number]> = [
  [/^(?:м|мин|минут[аыу]?|m|min|mins|minutes?)$/, minute],
  [/^(?:ч|час|часа|часов|h|hours?|сағ|саг|сағат|сагат)$/, 60 * minute],
  [/^(?:д|дн|день|дня|дней|d|days?|к|күн|кун)$/, 24 * 60 * minute],
];

/** No pause by a command is longer: who wants none of the bot stops it without a time. */
const longestMs = 366 * 24 * 60 * minute;
const longestText = 40;

/** What a message of the owner commands, when it is a command and nothing else: `#стоп`, `#bot`, `#стоп 3ч`, `#stop 30m`, `#тоқта 2сағ`, `#стоп все`; undefined for every other text. */
export function ownerCommand(text: string): OwnerCommand | undefined {
  if (text.length > longestText) return undefined;
  const [command = '', ...rest] = text.normalize('NFKC').trim().toLowerCase().split(/\s+/);
  const action = actions[command];
  if (action === undefined) return undefined;
  const all = rest.filter((word) => everywhere.has(word)).length;
  const time = rest.filter((word) => !everywhere.has(word)).join('');
  if (all > 1) return undefined;
  if (time === '') return { action, everywhere: all === 1 };
  const forMs = durationOf(time);
  return action === 'pause' && forMs !== undefined
    ? { action, forMs, everywhere: all === 1 }
    : undefined;
}

/** A time such as `3ч`, `30m` or `1ч30м`, in milliseconds, from a minute to 366 days. */
function durationOf(time: string): number | undefined {
  const parts = [...time.matchAll(/(\d{1,4})(\p{L}{1,8})\.?/gu)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== time) return undefined;
  let total = 0;
  for (const [, count, name = ''] of parts) {
    const ms = units.find(([unit]) => unit.test(name))?.[1];
    if (ms === undefined) return undefined;
    total += Number(count) * ms;
  }
  return total >= minute && total <= longestMs ? total : undefined;
}
