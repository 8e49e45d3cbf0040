import type { Setting } from './settings.ts';

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A length of time: `90s`, `15m`, `24h`, `7d`, or a bare number of seconds; the value is milliseconds. */
export function duration(
  env: string,
  declaration: { summary: string; default: string; aliases?: readonly string[] },
): Setting<number> {
  return {
    env,
    ...declaration,
    parse(value) {
      const [, amount, unit] = /^(\d+)\s*([smhd]?)$/i.exec(value) ?? [];
      if (amount === undefined || Number(amount) === 0)
        throw new Error(`must be a time such as 90s, 15m, 24h or 7d, not "${value}"`);
      return Number(amount) * (unitSeconds[unit?.toLowerCase() ?? ''] ?? 1) * 1000;
    },
  };
}
