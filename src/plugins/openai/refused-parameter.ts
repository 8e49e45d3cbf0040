import type { Failure } from './failure.ts';

const complaint =
  /unsupported|not supported|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|extra_forbidden|extra inputs|does not support|invalid (field|parameter|argument|value)/i;

/** Which of the parameters sent is refused: by its name in the error, else the first that a complaint mentions. */
export function refusedParameter<Parameter extends string>(
  { status, param, code, text }: Failure,
  sent: Readonly<Partial<Record<Parameter, unknown>>>,
): Parameter | undefined {
  if (status !== 400 && status !== 422) return undefined;
  const names = Object.keys(sent) as Parameter[];
  const named = names.find((name) => name === param);
  if (named !== undefined) return named;
  if (!code.startsWith('unsupported_') && !complaint.test(text)) return undefined;
  const mentions = names
    .map((name) => ({ name, at: text.search(new RegExp(`\\b${name}\\b`, 'i')) }))
    .filter(({ at }) => at >= 0);
  return mentions.toSorted((one, other) => one.at - other.at)[0]?.name;
}
