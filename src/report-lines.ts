import type { Checked, Report } from './core/doctor.ts';
import type { Finding, Level } from './core/finding.ts';
import { harmless } from './table.ts';

const marks: Readonly<Record<Level, { sign: string; colour: number }>> = {
  ok: { sign: '✓', colour: 32 },
  warning: { sign: '!', colour: 33 },
  problem: { sign: '✗', colour: 31 },
};

/** A report for people: a line for each finding, and under what is not well what to do about it. */
export function reportLines({ checks }: Report, { coloured }: { coloured: boolean }): string[] {
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  const mark = (level: Level): string => {
    const { sign, colour } = marks[level];
    return coloured ? `\u001b[${colour}m${sign}\u001b[39m` : sign;
  };
  return checks.flatMap((checked) => checkLines(checked, width, mark));
}

function checkLines({ name, ms, findings }: Checked, width: number, mark: (level: Level) => string): string[] {
  return findings.flatMap((finding, index) => [
    `${mark(finding.level)} ${(index === 0 ? name : '').padEnd(width)}  ${harmless(finding.message)}${index === 0 ? ` (${ms} ms)` : ''}`,
    ...(sameAdvice(finding, findings[index + 1]) ? [] : advice(finding, width)),
  ]);
}

/** What is to be done about several things at once is said once. */
function sameAdvice(one: Finding, next: Finding | undefined): boolean {
  return next !== undefined && next.suggestions?.join('\n') === one.suggestions?.join('\n');
}

function advice({ level, suggestions = [] }: Finding, width: number): string[] {
  return level === 'ok' ? [] : suggestions.map((each) => `${' '.repeat(width + 4)}→ ${each}`);
}

/** Whether colours may be used: on a terminal that does not refuse them. */
export function colours(stream: { isTTY?: boolean }, environment: Readonly<Record<string, string | undefined>>): boolean {
  return stream.isTTY === true && !environment['NO_COLOR'];
}
