import { basename } from 'node:path';
import { readYamlFile, type YamlFile } from '../files/yaml-file.ts';
import { shownPath } from '../files/shown-path.ts';
import { CaseFields, mappingOf, type CaseField } from './case-fields.ts';
import type { EvalCase, GivenResults } from './eval-case.ts';
import { withEvalFiles } from './eval-files.ts';
import { nothingExpected } from './read-expectations.ts';
import { readSteps } from './read-steps.ts';
import { languageOfKeys } from './words.ts';

/** When a conversation begins that says nothing of it, by the clock of the business: a Tuesday at noon, always the same one, so that answers can be recorded. */
const usualBegin = '2026-12-01 12:00';

/** A file that was read: the conversation, or what is wrong with it, each with file and line. */
export type ReadCase = { case: EvalCase; faults: [] } | { case?: undefined; faults: string[] };

const parts = ['title', 'when', 'functions', 'steps'] as const;

/** Reads the file of one conversation. Never rejects for what is in it. */
export async function readCase(path: string): Promise<ReadCase> {
  const name = shownPath(path);
  const read = evalCaseOf(await readYamlFile(path), name);
  if (!read.case) return read;
  const { steps, wrong } = await withEvalFiles(read.case.steps, path);
  if (wrong.length === 0) return { case: { ...read.case, steps }, faults: [] };
  return { faults: wrong.map(({ line, problem }) => `${name}, line ${line}: ${problem}`) };
}

/** The conversation that was read from this file. */
export function evalCaseOf(file: YamlFile, name: string): ReadCase {
  if (file.faults.length > 0) return { faults: file.faults };
  const fields = new CaseFields(file, languageOfKeys(keysIn(file.value)));
  const read = Array.isArray(file.value)
    ? { steps: readSteps(file.value, [], fields) }
    : wholeOf(file.value, fields);
  if (fields.faults.length === 0 && !read.steps.some((step) => 'expect' in step))
    fields.fault([], nothingExpected);
  if (fields.faults.length > 0) return { faults: fields.faults };
  const title = basename(name).replace(/\.ya?ml$/i, '');
  const known = { title, at: usualBegin, results: new Map<string, unknown>() };
  return { case: { ...known, ...read, file: name }, faults: [] };
}

type Parts = Pick<EvalCase, 'steps'> & Partial<EvalCase>;

function wholeOf(value: unknown, fields: CaseFields): Parts {
  const found = fields.fields(value, [], parts);
  if (!found) return { steps: [] };
  const of = (meaning: (typeof parts)[number]): CaseField<(typeof parts)[number]> | undefined =>
    found.find((field) => field.meaning === meaning);
  const [title, when, functions, steps] = [of('title'), of('when'), of('functions'), of('steps')];
  const named = title && fields.text(title.value, title.path, 'The price of a course');
  const at = when && beginIn(when, fields);
  return {
    ...(named === undefined ? {} : { title: named }),
    ...(at === undefined ? {} : { at }),
    ...(functions ? { results: resultsIn(functions, fields) } : {}),
    steps: readSteps(steps?.value, steps?.path ?? [], fields),
  };
}

function beginIn(
  { value, path }: Pick<CaseField<'when'>, 'value' | 'path'>,
  fields: CaseFields,
): string | undefined {
  const written = typeof value === 'string' ? value.trim() : '';
  const [, day, time = '12:00'] = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?$/.exec(written) ?? [];
  const isMoment = day !== undefined && !Number.isNaN(Date.parse(`${day}T${time}Z`));
  return isMoment
    ? `${day} ${time}`
    : fields.fault(path, `write a day and a time here, such as: ${usualBegin}`);
}

/** What functions answer, by their names. */
function resultsIn(
  { value, path }: Pick<CaseField<'functions'>, 'value' | 'path'>,
  fields: CaseFields,
): GivenResults {
  const given = mappingOf(value);
  if (!given) fields.fault(path, 'write the name of a function, a colon and what it answers');
  return new Map(Object.entries(given ?? {}));
}

/** Keys down to the steps, by which the language of the file is known. */
function keysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => Object.keys(mappingOf(each) ?? {}));
  const all = mappingOf(value) ?? {};
  return [...Object.keys(all), ...Object.values(all).filter(Array.isArray).flatMap(keysIn)];
}
