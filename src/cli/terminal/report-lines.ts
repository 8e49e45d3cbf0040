import type { CheckResult, Report } from '../../core/checks/check-runner.ts';
import type { Finding, Level } from '../../core/kinds/finding.ts';
import type { Translate } from '../../core/owner-language/index.ts';
import { noScreen, styled, type Screen } from './screen.ts';
import { wrapped } from '../../core/log/wrapped.ts';
import { printable } from '../../core/printable.ts';

const marks = {
  ok: { sign: '✓', colour: 'green' },
  warning: { sign: '!', colour: 'yellow' },
  problem: { sign: '✗', colour: 'red' },
} as const satisfies Readonly<Record<Level, object>>;

/** A report for people: each finding, and under what is not well what to do about it; within the screen, broken between words. What it says is told before (`toldReport`), so that `words` are only for what stands around it. */
export function reportLines(
  { checks }: Report,
  screen = noScreen,
  words: Translate = (text) => text,
): string[] {
  const width = Math.max(0, ...checks.map(({ name }) => name.length));
  return checks.flatMap((checked) => checkLines(checked, width, screen, words));
}

function checkLines(
  { name, ms, findings }: CheckResult,
  width: number,
  screen: Screen,
  words: Translate,
): string[] {
  return findings.flatMap((finding, index) => {
    const { sign, colour } = marks[finding.level];
    const took = index === 0 ? styled(screen, 'dim', ` ${words(`(${ms} ms)`)}`) : '';
    const named =
      styled(screen, 'bold', index === 0 ? name : '') +
      ' '.repeat(width - (index === 0 ? name.length : 0));
    const line = `${styled(screen, colour, sign)} ${named}  ${printable(finding.message)}${took}`;
    return [
      wrapped(line, screen, width + 4),
      ...(sameAdvice(finding, findings[index + 1]) ? [] : advice(finding, width, screen)),
    ];
  });
}

/** What is to be done about several things at once is said once. */
function sameAdvice(one: Finding, next: Finding | undefined): boolean {
  return next !== undefined && next.suggestions?.join('\n') === one.suggestions?.join('\n');
}

function advice({ level, suggestions = [] }: Finding, width: number, screen: Screen): string[] {
  return level === 'ok'
    ? []
    : suggestions.map((each) => wrapped(`${' '.repeat(width + 4)}→ ${each}`, screen, 2));
}
