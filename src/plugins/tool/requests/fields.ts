import { fieldsOf } from '../../../core/plugin-api/failures.ts';
import { readYamlFile, type YamlFile, type YamlPath } from '../../../core/plugin-api/files.ts';
import { settingsError } from '../../../core/plugin-api/settings.ts';

/** A field of a request. */
export interface Field {
  /** For the model and for files: Latin letters, digits and `_`. */
  name: string;
  /** For people. */
  label: string;
  /** For the model: what belongs here. */
  about: string;
  required: boolean;
  /** In UTF-16 units; what is longer is cut. */
  longest: number;
}

/** So many fields, so long each, fit into a request. */
const mostFields = 20;
const longest = { usual: 500, comment: 2_000, most: 2_000 };

const usual: readonly Field[] = [
  {
    name: 'name',
    label: 'Name',
    about: "The customer's name, as they gave it.",
    required: true,
    longest: 100,
  },
  {
    name: 'phone',
    label: 'Phone',
    about:
      'Only a phone number that the customer wrote for being called back, other than their own. Never ask for it: the number of this chat is known.',
    required: false,
    longest: 40,
  },
  {
    name: 'what',
    label: 'What',
    about: 'What the customer wants, in a few words.',
    required: true,
    longest: longest.usual,
  },
  {
    name: 'when',
    label: 'When',
    about: 'When it suits the customer, in their words.',
    required: false,
    longest: 200,
  },
  {
    name: 'comment',
    label: 'Comment',
    about: 'Anything else that the business must know.',
    required: false,
    longest: longest.comment,
  },
];

/** The fields of the owner's file, or the usual ones. Rejects with one SetupError that names every fault of the file with its line. */
export async function readFields(file?: string): Promise<readonly Field[]> {
  if (file === undefined) return usual;
  const yaml = await readYamlFile(file);
  const faults = [...yaml.faults];
  const fields = faults.length > 0 ? [] : fieldsIn(yaml, faults);
  if (faults.length > 0) throw settingsError(faults.map((fault) => `WABOT_REQUESTS: ${fault}`));
  return fields;
}

function fieldsIn(yaml: YamlFile, faults: string[]): Field[] {
  const fault = (path: YamlPath, problem: string): void =>
    void faults.push(yaml.faultAt(path, problem));
  const { fields, ...others } = fieldsOf(yaml.value);
  for (const name of Object.keys(others)) fault([name], `"${name}" is not known here`);
  if (!Array.isArray(fields) || fields.length === 0 || fields.length > mostFields) {
    fault(['fields'], `fields must be a list of 1 to ${mostFields} fields`);
    return [];
  }
  const read = fields.map((field: unknown, index) =>
    fieldIn(fieldsOf(field), (key, problem) =>
      fault(['fields', index, ...(key === undefined ? [] : [key])], problem),
    ),
  );
  for (const [index, { name }] of read.entries())
    if (read.findIndex((each) => each.name === name) < index)
      fault(['fields', index, 'name'], `the field "${name}" is there twice`);
  return read;
}

const known: ReadonlySet<string> = new Set(['name', 'label', 'about', 'required', 'longest']);

function fieldIn(
  field: Readonly<Record<string, unknown>>,
  fault: (key: string | undefined, problem: string) => void,
): Field {
  const { name, label = name, about = '', required = false, longest: most = longest.usual } = field;
  for (const key of Object.keys(field))
    if (!known.has(key)) fault(key, `"${key}" is not known here`);
  const isName = typeof name === 'string' && /^[a-z]\w{0,39}$/i.test(name);
  if (!isName)
    fault(
      name === undefined ? undefined : 'name',
      'a field needs a name of Latin letters, digits and _',
    );
  const isLabel = typeof label === 'string' && label.length <= 80;
  if (isName && !isLabel) fault('label', 'label must be a text of at most 80 characters');
  if (typeof about !== 'string' || about.length > 500)
    fault('about', 'about must be a text of at most 500 characters');
  if (typeof required !== 'boolean') fault('required', 'required must be true or false');
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1 || most > longest.most)
    fault('longest', `longest must be a whole number from 1 to ${longest.most}`);
  return {
    name: String(name),
    label: String(label),
    about: String(about),
    required: required === true,
    longest: Number(most),
  };
}
