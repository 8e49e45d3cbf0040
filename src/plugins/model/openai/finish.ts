/** How an answer ended. `failed`: the service broke down on the way. */
export type Finish = 'stop' | 'length' | 'filtered' | 'failed' | 'broken';

/** The words of many services, lower case; the first that fits holds. */
const words: readonly (readonly [RegExp, Finish])[] = [
  [
    /^(?:|stop|stop_?sequence|stop_token|eos|eos_token|end|end_turn|end_of_turn|complete|completed|done|finish|finished|success|null|none)$/,
    'stop',
  ],
  [/^(?:length|max_?(?:output_)?tokens|model_length|token_limit|max_length|incomplete)$/, 'length'],
  [
    /filter|safety|sensitive|blacklist|blocklist|prohibited|recitation|toxic|spii|refusal|moderat|violation/,
    'filtered',
  ],
  [
    /error|insufficient_system_resource|network|abort|cancel|timeout|time_limit|overload|unavailable|interrupt|fail/,
    'failed',
  ],
];

/**
 * What `finish_reason` says. Simple servers leave it out: that is an end like any other. A word that nobody knows is no whole
 * answer (`broken`), and neither is that of a call where there is none: nothing was offered, or it was lost on the way.
 */
export function readFinish(reason: unknown, hasCalls = false): Finish {
  if (reason === undefined || reason === null) return 'stop';
  if (typeof reason !== 'string') return 'broken';
  const word = reason.trim().toLowerCase();
  if (hasCalls && /^(?:tool|function)_?(?:calls?|use)$/.test(word)) return 'stop';
  return words.find(([pattern]) => pattern.test(word))?.[1] ?? 'broken';
}
