import type { CaseResult } from './suite.ts';

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Results as JUnit has them, for CI: one test a conversation, with everything that failed in it. */
export function junitOf(results: readonly CaseResult[]): string {
  const failed = results.filter(({ passed }) => !passed).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="wabot eval" tests="${results.length}" failures="${failed}">`,
    ...results.map(testOf),
    '</testsuite></testsuites>',
    '',
  ].join('\n');
}

function testOf({ file, title, runs }: CaseResult): string {
  const seconds = runs.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  const failures = runs.flatMap((run) => run.failures);
  const begin = `<testcase classname="${escaped(file)}" name="${escaped(title)}" time="${seconds}"`;
  const [first] = failures;
  const unjudged = unjudgedOf({ file, runs });
  if (!first) return unjudged === '' ? `${begin}/>` : `${begin}>${unjudged}</testcase>`;
  const text = failures
    .map(({ line, expected, problem, replies }) =>
      [`${file}:${line}: ${expected}`, problem, ...replies].join('\n'),
    )
    .join('\n\n');
  return `${begin}><failure message="${escaped(first.problem)}">${escaped(text)}</failure>${unjudged}</testcase>`;
}

/** What no model has judged is nothing that failed, and is said. */
function unjudgedOf({ file, runs }: Pick<CaseResult, 'file' | 'runs'>): string {
  const lines = runs.flatMap(({ unjudged }) =>
    unjudged.map(({ line, expected, problem }) => `${file}:${line}: ${expected}\n${problem}`),
  );
  return lines.length === 0 ? '' : `<system-out>${escaped(lines.join('\n\n'))}</system-out>`;
}

/** Characters that XML 1.0 does not have are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"]/g, (sign) => names[sign] ?? sign);
}
