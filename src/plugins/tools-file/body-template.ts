import {
  filledValue,
  piecesOf,
  valueText,
  type CallValues,
  type Piece,
  type Template,
} from './template.ts';

/** Data with places in its texts. */
export type DataTemplate =
  | { template: Template }
  | { value: unknown }
  | { list: readonly DataTemplate[] }
  | { fields: readonly (readonly [key: string, value: DataTemplate])[] };

/** Data of the file with places; `resolve` turns the parts of each text into what they are. */
export function dataTemplate(
  value: unknown,
  resolve: (pieces: Template, within: readonly (string | number)[]) => Piece[],
  within: readonly (string | number)[] = [],
): DataTemplate {
  if (typeof value === 'string') return { template: resolve(piecesOf(value), within) };
  if (Array.isArray(value))
    return {
      list: value.map((each: unknown, index) => dataTemplate(each, resolve, [...within, index])),
    };
  if (typeof value !== 'object' || value === null) return { value };
  const fields = Object.entries(value).map(
    ([key, each]) => [key, dataTemplate(each, resolve, [...within, key])] as const,
  );
  return { fields };
}

/** The data of a call; what a call does not bring is left out of lists and mappings. */
export function filledData(data: DataTemplate, given: CallValues): unknown {
  if ('template' in data) return wellFormed(filledValue(data.template, given));
  if ('value' in data) return data.value;
  if ('list' in data)
    return data.list
      .map((each) => filledData(each, given))
      .filter((each): boolean => each !== undefined);
  const fields = data.fields.map(([key, each]) => [key, filledData(each, given)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function wellFormed(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/** Data as a query or a form has it: a list is its name several times, what is not there is left out. */
export function asParameters(data: unknown): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(data ?? {}) as [string, unknown][])
    for (const each of [value].flat())
      if (each !== undefined && each !== null) parameters.append(key, valueText(each));
  return parameters;
}
