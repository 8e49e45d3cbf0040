import { partsOf } from './parts.ts';
import type { ChannelValues } from './settings.ts';

/** The settings that may hold a value for each instance, by the names of their variables. */
const listed = {
  token: 'GREEN_API_TOKEN',
  apiUrl: 'GREEN_API_URL',
  mediaUrl: 'GREEN_API_MEDIA_URL',
  webhookToken: 'GREEN_API_WEBHOOK_TOKEN',
} as const;

type Listed = keyof typeof listed;

/** The settings of each instance, in their order; of settings that are wrong what there is. Of one that stands alone a value is taken as it is. */
export function instancesOf(values: ChannelValues): ChannelValues[] {
  const { idInstance: written = '' } = values as Partial<ChannelValues>;
  const ids = partsOf(written);
  if (ids.length === 1) return [values];
  return ids.map((idInstance, index) => ({
    ...values,
    idInstance,
    token: partAt(values.token, index),
    apiUrl: partAt(values.apiUrl, index),
    mediaUrl: partAt(values.mediaUrl, index),
    webhookToken: partAt(values.webhookToken, index),
  }));
}

/** One value stands for all instances. */
function partAt<T extends string | undefined>(value: T, index: number): T {
  if (value === undefined) return value;
  const parts = partsOf(value);
  return (parts.length === 1 ? parts[0] : parts[index]) as T;
}

/** What does not go together in the lists of instances and of their values: a line each, which says what to do. */
export function unevenLists(values: ChannelValues): string[] {
  const ids = partsOf(values.idInstance);
  const names = Object.keys(listed) as Listed[];
  return [...names.flatMap((name) => unevenList(name, values, ids.length)), ...strangeHost(values)];
}

function unevenList(name: Listed, values: ChannelValues, instances: number): string[] {
  const parts = partsOf(values[name] ?? '');
  // Somebody may have made up a word with a comma in it.
  if (instances === 1 && name === 'webhookToken') return [];
  const advice = `write one for all, or one for each in the same order, with commas between them`;
  if (parts.length > 1 && parts.includes(''))
    return [`${listed[name]} has an empty value between its commas: ${advice}`];
  if (parts.length === 1 || parts.length === instances) return [];
  return [
    `${listed[name]} holds ${parts.length} values and GREEN_ID_INSTANCE ${instances}: ${advice}`,
  ];
}

/** The address of one instance serves those of its number alone, where that stands in it. */
function strangeHost({ idInstance, apiUrl }: ChannelValues): string[] {
  const [, pool] = /^https?:\/\/(\d{4})\.[^,]*$/.exec(apiUrl) ?? [];
  const ids = partsOf(idInstance);
  if (pool === undefined || ids.length === 1 || ids.every((id) => id.startsWith(pool))) return [];
  return [
    `GREEN_API_URL is the address of instances that begin with ${pool}, and GREEN_ID_INSTANCE names others: write the apiUrl of each, in the same order, with commas between them`,
  ];
}
