import { membersOf } from './offered-functions.ts';

const mostLines = 8;

/** A result of a function in lines that a customer can read. */
export function shownResult(result: unknown): string {
  const lines = linesOf(result).filter((line) => line !== '');
  const shown = lines.slice(0, mostLines).map((line) => `• ${line}`);
  return lines.length > mostLines ? [...shown, '• …'].join('\n') : shown.join('\n') || '• …';
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(lineOf);
  const fields = Object.entries(membersOf(value));
  if (fields.length === 0) return [lineOf(value)];
  return fields.flatMap(([name, member]) =>
    Array.isArray(member) ? member.map(lineOf) : [`${name}: ${lineOf(member)}`],
  );
}

function lineOf(value: unknown): string {
  const fields = Object.entries(membersOf(value));
  if (fields.length > 0)
    return fields.map(([name, member]) => `${name}: ${lineOf(member)}`).join(', ');
  if (Array.isArray(value)) return value.map(lineOf).join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `${value}`.replaceAll(/\s+/g, ' ').slice(0, 300)
    : '';
}
