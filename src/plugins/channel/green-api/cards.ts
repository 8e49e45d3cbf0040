import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import { isSameAccount } from './chat-id.ts';
import { cleanName, isBlank, listOf, lineOf } from './fields.ts';

/** Names and addresses are cut here, in characters. */
const longestLine = 200;

/** A card may hold a picture of megabytes behind what is read. */
const longestCard = 8192;
const mostCards = 5;
const mostNumbers = 3;

/** The text of a place on the map: its name, its address, its coordinates, each on a line; undefined when it has none of them. */
export function placeIn(data: UnknownObject): string | undefined {
  const place = fieldsOf(
    data['locationMessageData'] ?? data['liveLocationMessageData'] ?? data['location'],
  );
  const lines = [place['nameLocation'], place['address'], coordinates(place)].map((line) =>
    lineOf(line, longestLine),
  );
  return joined(new Set(lines));
}

function coordinates({ latitude, longitude }: UnknownObject): string | undefined {
  const [north, east] = [degrees(latitude, 90), degrees(longitude, 180)];
  return north === undefined || east === undefined || (north === 0 && east === 0)
    ? undefined
    : `${north}, ${east}`;
}

/** To a tenth of a metre; undefined for what is not on earth. */
function degrees(value: unknown, most: number): number | undefined {
  const degree = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof degree === 'number' && Math.abs(degree) <= most
    ? Math.round(degree * 1e6) / 1e6
    : undefined;
}

/** The text of contact cards, five at most, each on a line: the name and up to three numbers; undefined when there is none. */
export function contactsIn(data: UnknownObject): string | undefined {
  const inner = fieldsOf(data['messageData']);
  const named = [data['contactsArrayMessageData'], data['contactsArrayMessage'], inner, data].map(
    fieldsOf,
  );
  const listed =
    named.map((fields) => listOf(fields['contacts'])).find((items) => items.length > 0) ?? [];
  const single = data['contactMessageData'] ?? data['contact'];
  const cards = single === undefined ? listed.slice(0, mostCards) : [single];
  return joined(new Set(cards.map((card) => contactLine(fieldsOf(card)))));
}

function contactLine({ displayName, vcard }: UnknownObject): string | undefined {
  const lines = typeof vcard === 'string' ? linesOf(vcard) : [];
  const name = cleanName(displayName, ...valuesOf(lines, 'FN'), ...valuesOf(lines, 'ORG'));
  const numbers = new Set(valuesOf(lines, 'TEL').flatMap((value) => phoneNumber(value) ?? []));
  const shown = [...(name === undefined ? [] : [name]), ...[...numbers].slice(0, mostNumbers)];
  return shown.length === 0 ? undefined : shown.join(', ');
}

/** The lines of a vCard's beginning; a line that goes on in the next one, which then begins with a space, is put together. */
function linesOf(vcard: string): string[] {
  return vcard
    .slice(0, longestCard)
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/);
}

/** What a card says under a name: `TEL;type=CELL:…`, also in a group of its own (`item1.TEL:…`). */
function valuesOf(lines: readonly string[], wanted: string): string[] {
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    const [name = ''] = line.slice(0, Math.max(0, colon)).split(';', 1);
    if (name.slice(name.indexOf('.') + 1).toUpperCase() !== wanted) return [];
    return [line.slice(colon + 1).replace(/\\([,;\\])/g, '$1')];
  });
}

/** A number as it was written, if it is one. */
function phoneNumber(value: string): string | undefined {
  const number = lineOf(value.replace(/^tel:/i, ''), 40) ?? '';
  return /^\+?[\d\s().-]+$/.test(number) && number.replace(/\D/g, '').length >= 3
    ? number
    : undefined;
}

const mostOptions = 20;

/** The text of a poll: the question, and under it what can be chosen; undefined when nothing is asked. */
export function pollIn(data: UnknownObject): string | undefined {
  const { name, options } = fieldsOf(data['pollMessageData'] ?? data['pollCreationMessage']);
  const named = listOf(options).slice(0, mostOptions);
  const choosable = named.flatMap(
    (option) => lineOf(fieldsOf(option)['optionName'] ?? option, longestLine) ?? [],
  );
  const question = lineOf(name, 2 * longestLine);
  return question === undefined
    ? undefined
    : joined([question, ...choosable.map((option) => `• ${option}`)]);
}

/** What somebody chose in a poll, under its question; undefined when nothing is chosen. The vendor lists every option with all its voters. */
export function voteIn(data: UnknownObject, voter: unknown): string | undefined {
  const { name, votes } = fieldsOf(data['pollMessageData'] ?? data['pollUpdateMessageData']);
  const options = listOf(votes).slice(0, mostOptions).map(fieldsOf);
  const chosen = options.filter(({ optionVoters }) =>
    listOf(optionVoters).some((one) => isSameAccount(one, voter)),
  );
  const named = chosen.flatMap(({ optionName }) => lineOf(optionName, longestLine) ?? []);
  if (named.length === 0) return undefined;
  return joined([lineOf(name, 2 * longestLine), ...named.map((option) => `• ${option}`)]);
}

function joined(lines: Iterable<string | undefined>): string | undefined {
  const text = [...lines].filter((line) => line !== undefined && !isBlank(line)).join('\n');
  return text === '' ? undefined : text;
}
