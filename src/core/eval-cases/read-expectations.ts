import type { YamlPath } from '../files/yaml-file.ts';
import { mappingOf, type CaseFields, type CaseField } from './case-fields.ts';
import type { EvalExpectation, Expected } from './eval-case.ts';
import { meaningOf } from './words.ts';

const meanings = [
  'all',
  'any',
  'none',
  'language',
  'numbers',
  'function',
  'handed',
  'silent',
  'paused',
  'cost',
  'seconds',
  'means',
] as const;
type ExpectedMeaning = (typeof meanings)[number];

/** What may stand alone, without a value. */
const alone = ['numbers', 'handed', 'silent', 'paused'] as const;

/** What expects nothing would pass whatever the bot does. */
export const nothingExpected = 'write what you expect here, such as: - expect: 30 000';

const languages = { russian: 'ru', kazakh: 'kk', english: 'en' } as const;
const languageWords = ['russian', 'kazakh', 'english'] as const;

/** What is expected in one step: a text that the answer contains, words that stand for something else, a mapping, or a list of these. */
export function readExpectations(
  value: unknown,
  path: YamlPath,
  fields: CaseFields,
  isNot: boolean,
): EvalExpectation[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) fields.fault(path, nothingExpected);
  return list.flatMap((each, index) => {
    const at = Array.isArray(value) ? [...path, index] : path;
    return expectationsIn(each, at, fields, isNot);
  });
}

function expectationsIn(
  value: unknown,
  path: YamlPath,
  fields: CaseFields,
  isNot: boolean,
): EvalExpectation[] {
  const line = fields.lineAt(path);
  const mapping = mappingOf(value);
  if (mapping) {
    const found = fields.fields(value, path, meanings) ?? [];
    if (Object.keys(mapping).length === 0) fields.fault(path, nothingExpected);
    return found.flatMap((field) => {
      const read = expectedIn(field, fields);
      if (!read) return [];
      const written = `${field.key}: ${shown(field.value)}`;
      return { ...read, isNot: isNot !== read.isNot, line: fields.lineAt(field.path), written };
    });
  }
  const text = fields.text(value, path, '30 000');
  if (text === undefined) return [];
  const type = meaningOf(text, alone);
  const expected: Expected = type ? { type } : { type: 'words', how: 'all', words: [text] };
  return [{ expected, isNot, line, written: text }];
}

/** What a field expects, and whether that must not be: `silent: no`. */
function expectedIn(
  { meaning, value, path }: CaseField<ExpectedMeaning>,
  fields: CaseFields,
): Pick<EvalExpectation, 'expected' | 'isNot'> | undefined {
  if (
    meaning === 'handed' ||
    meaning === 'silent' ||
    meaning === 'paused' ||
    meaning === 'numbers'
  ) {
    const yes = fields.yes(value, path);
    return yes === undefined ? undefined : { expected: { type: meaning }, isNot: !yes };
  }
  const expected = valued(meaning, value, path, fields);
  return expected && { expected, isNot: false };
}

function valued(
  meaning: Exclude<ExpectedMeaning, (typeof alone)[number]>,
  value: unknown,
  path: YamlPath,
  fields: CaseFields,
): Expected | undefined {
  switch (meaning) {
    case 'all':
    case 'any':
    case 'none':
      return { type: 'words', how: meaning, words: fields.texts(value, path, '30 000') };
    case 'language': {
      const word = fields.word(value, path, languageWords);
      return word && { type: 'language', language: languages[word] };
    }
    case 'function':
      return functionIn(value, path, fields);
    case 'cost':
    case 'seconds': {
      const most = fields.number(value, path, meaning === 'cost' ? '0.01' : '5');
      return most === undefined ? undefined : { type: meaning, most };
    }
    case 'means': {
      const text = fields.text(value, path, 'the first lesson is free');
      return text === undefined ? undefined : { type: 'means', text };
    }
  }
}

/** `book`, or `name: book` with the arguments that the call has among others. */
function functionIn(value: unknown, path: YamlPath, fields: CaseFields): Expected | undefined {
  if (!mappingOf(value)) {
    const name = fields.text(value, path, 'book');
    return name === undefined ? undefined : { type: 'function', name, args: {} };
  }
  const found = fields.fields(value, path, ['call', 'with']) ?? [];
  const call = found.find(({ meaning }) => meaning === 'call');
  const name = fields.text(call?.value, call?.path ?? path, 'book');
  const given = found.find(({ meaning }) => meaning === 'with');
  const args = given ? mappingOf(given.value) : {};
  if (given && !args) return fields.fault(given.path, 'write arguments and their values here');
  return name === undefined ? undefined : { type: 'function', name, args: args ?? {} };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
