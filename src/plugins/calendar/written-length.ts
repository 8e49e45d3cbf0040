const parts =
  /^(?:(\d{1,3})\s*(?:d|days?|д|дн\p{L}*|день|күн)\s*)?(?:(\d{1,3})\s*(?:h|hours?|ч|час\p{L}*|сағ\p{L}*)\s*)?(?:(\d{1,4})\s*(?:m|min\p{L}*|м|мин\p{L}*)?)?$/iu;

/** Minutes of `1h30m`, `45 мин`, `2 дня`, or a bare number of them; undefined for what is no length of time. */
export function writtenLength(written: unknown): number | undefined {
  if (typeof written === 'number') return Number.isInteger(written) ? written : undefined;
  const text = typeof written === 'string' ? written.trim() : '';
  const [, days, hours, minutes] = (text !== '' && parts.exec(text)) || [];
  if (days === undefined && hours === undefined && minutes === undefined) return undefined;
  return Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}
