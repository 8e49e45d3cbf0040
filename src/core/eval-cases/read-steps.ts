import type { YamlPath } from '../files/yaml-file.ts';
import { mappingOf, type CaseFields, type CaseField } from './case-fields.ts';
import type { Action, BurstMessage, EvalStep, EvalFault } from './eval-case.ts';
import { lengthOfTime } from './length-of-time.ts';
import { readExpectations } from './read-expectations.ts';
import { meaningOf } from './words.ts';

const meanings = [
  'customer',
  'voice',
  'image',
  'document',
  'owner',
  'jump',
  'restart',
  'fault',
  'expect',
  'never',
] as const;
type StepMeaning = (typeof meanings)[number];

/** Messages that follow each other so fast are a burst, milliseconds. */
const usualPauseMs = 500;

/** The steps of a conversation; what is wrong with them is among the faults of `fields`. */
export function readSteps(value: unknown, path: YamlPath, fields: CaseFields): EvalStep[] {
  if (!Array.isArray(value) || value.length === 0) {
    fields.fault(
      path,
      'write the conversation as lines that begin with "- ", such as: - customer: Hello',
    );
    return [];
  }
  const list: unknown[] = value;
  return list.flatMap((each, index) => stepsIn(each, [...path, index], fields));
}

function stepsIn(value: unknown, path: YamlPath, fields: CaseFields): EvalStep[] {
  const line = fields.lineAt(path);
  if (typeof value === 'string' && meaningOf(value, ['restart']))
    return [{ line, do: { type: 'restart' } }];
  const all = fields.fields(value, path, [...meanings, 'caption']) ?? [];
  const captions = all.filter(({ meaning }) => meaning === 'caption');
  const found = all.filter((field): field is CaseField<StepMeaning> => field.meaning !== 'caption');
  const caption = captions[0]
    ? fields.text(captions[0].value, captions[0].path, 'Do you have this?')
    : '';
  return found.flatMap((field): EvalStep[] => {
    const at = fields.lineAt(field.path);
    if (field.meaning === 'expect' || field.meaning === 'never') {
      const isNot = field.meaning === 'never';
      const expect = readExpectations(field.value, field.path, fields, isNot);
      return [{ line: at, expect }];
    }
    const action = actionIn(field, caption ?? '', fields);
    return action ? [{ line: at, do: action }] : [];
  });
}

function actionIn(
  { meaning, value, path }: CaseField<StepMeaning>,
  caption: string,
  fields: CaseFields,
): Action | undefined {
  switch (meaning) {
    case 'customer': {
      const messages = burstIn(value, path, fields);
      return messages.length === 0 ? undefined : { type: 'say', messages };
    }
    case 'voice': {
      const file = fields.text(value, path, 'voice.ogg');
      return file === undefined ? undefined : { type: 'voice', file };
    }
    case 'image':
    case 'document': {
      const file = fields.text(value, path, meaning === 'image' ? 'photo.jpg' : 'price.pdf');
      return file === undefined ? undefined : { type: 'file', kind: meaning, file, caption };
    }
    case 'owner': {
      const text = fields.text(value, path, 'I am here, let me answer this');
      return text === undefined ? undefined : { type: 'owner', text };
    }
    case 'jump': {
      const ms = timeIn(value, path, fields);
      return ms === undefined ? undefined : { type: 'jump', ms };
    }
    case 'fault': {
      const trouble = troubleIn(value, path, fields);
      return trouble && { type: 'fault', trouble };
    }
    default:
      return { type: 'restart' };
  }
}

/** One message, or several one after the other, with pauses between them. */
function burstIn(value: unknown, path: YamlPath, fields: CaseFields): BurstMessage[] {
  if (!Array.isArray(value)) {
    const text = fields.text(value, path, 'How much is it?');
    return text === undefined ? [] : [{ text, afterMs: 0 }];
  }
  const messages: BurstMessage[] = [];
  let afterMs = 0;
  for (const [index, each] of (value as unknown[]).entries()) {
    const at = [...path, index];
    if (mappingOf(each)) {
      const [pause] = fields.fields(each, at, ['pause']) ?? [];
      afterMs = (pause && timeIn(pause.value, pause.path, fields)) ?? usualPauseMs;
    } else {
      const text = fields.text(each, at, 'How much is it?');
      if (text !== undefined) messages.push({ text, afterMs: messages.length === 0 ? 0 : afterMs });
      afterMs = usualPauseMs;
    }
  }
  return messages;
}

function timeIn(value: unknown, path: YamlPath, fields: CaseFields): number | undefined {
  const ms =
    typeof value === 'string' || typeof value === 'number' ? lengthOfTime(value) : undefined;
  return ms ?? fields.fault(path, 'write a length of time here, such as: 3 h');
}

/** `model`, `model down`, `no`, or the name of a function behind the word for it. */
function troubleIn(value: unknown, path: YamlPath, fields: CaseFields): EvalFault | undefined {
  if (value === false) return { of: 'nothing' };
  const text = fields.text(value, path, 'model');
  if (text === undefined) return undefined;
  const word = meaningOf(text, ['model', 'model-down', 'no']);
  if (word !== undefined) return { of: word === 'no' ? 'nothing' : word };
  const [first = '', name] = text.split(/\s+/, 2);
  if (meaningOf(first, ['function']) && name !== undefined) return { of: 'function', name };
  return fields.word(text, path, ['model', 'model-down', 'function', 'no']) && undefined;
}
