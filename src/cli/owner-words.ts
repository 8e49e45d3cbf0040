import { stripVTControlCharacters } from 'node:util';
import { ExitError } from '@oclif/core/errors';
import { settings } from '@oclif/core/settings';
import type { Language } from '../core/language/index.ts';
import type { Report } from '../core/checks/check-runner.ts';
import { readEnvironment, realEnvironment } from '../core/settings/environment.ts';
import { terminalLanguage, translatorTo, type Translate } from '../core/owner-language/index.ts';
import type { Environment } from '../core/settings/settings.ts';
import { asInvoked } from './invoked.ts';

/**
 * The words of the person at this terminal, who may have chosen a language; commands are named as they work there. A `.env`
 * that cannot be read says nothing about them.
 */
export function ownersWords(chosen?: Language): Translate {
  const environment = readable();
  const words = translatorTo(chosen ?? terminalLanguage(environment));
  return (text, code) => asInvoked(words(text, code), environment);
}

function readable(): Environment {
  try {
    return readEnvironment().values;
  } catch {
    return realEnvironment();
  }
}

/** A report as the owner reads it; codes and levels stay. */
export function toldReport(report: Report, words: Translate): Report {
  const checks = report.checks.map((checked) => ({
    ...checked,
    findings: checked.findings.map((finding) => ({
      ...finding,
      message: words(finding.message, finding.code),
      ...(finding.suggestions && {
        suggestions: finding.suggestions.map((each) => words(each, finding.code)),
      }),
    })),
  }));
  return { ...report, checks };
}

/** What oclif prints of an error, beside its exit code. */
interface Printed {
  name: string;
  message: string;
  code?: unknown;
  suggestions?: readonly string[];
  cause?: unknown;
}

/**
 * An error as oclif prints it to the owner: one that only differs in what is printed, whole where the language is another than
 * that of oclif's own labels. With DEBUG set it stays as it is, for developers of wabot.
 */
export function told(error: Error, words: Translate = ownersWords()): Error {
  const label = words('Error');
  if (error instanceof ExitError || settings.debug) return error;
  if (label === 'Error') return toldInEnglish(error, words);
  const lines = [...linesOf(error, words)];
  const hidden = { value: undefined };
  return Object.create(error, {
    name: { value: label },
    message: { value: lines.join('\n') },
    code: hidden,
    suggestions: hidden,
    cause: hidden,
  }) as Error;
}

function toldInEnglish(error: Printed & Error, words: Translate): Error {
  const suggestions = error.suggestions?.map((each) => words(each));
  return Object.create(error, {
    message: { value: words(error.message) },
    // Listed as they are in the error itself, for whatever writes it down as data.
    ...(suggestions && { suggestions: { value: suggestions, enumerable: true } }),
  }) as Error;
}

/** The sentence, its code, what to do, and the same of what was behind it. */
function* linesOf(error: Printed, words: Translate): Generator<string> {
  const code = typeof error.code === 'string' ? error.code : undefined;
  // oclif dims parts of some of its sentences.
  yield words(stripVTControlCharacters(error.message), code);
  if (code !== undefined) yield `${words('Code')}: ${code}`;
  const [only, ...more] = (error.suggestions ?? []).map((each) => words(each, code));
  if (more.length > 0)
    yield [`${words('Try this')}:`, ...[only, ...more].map((each) => `  * ${each}`)].join('\n');
  else if (only !== undefined) yield `${words('Try this')}: ${only}`;
  if (!(error.cause instanceof Error)) return;
  yield `${words('Caused by')}: ${[...linesOf(error.cause, words)].join('\n')}`;
}
