import type { Case } from '../kinds/cases.ts';

/** What a spreadsheet takes for a formula, or passes over to get to one. */
const formula = /^[\s\u00a0]*[=+\-@\t\r]/;

/**
 * A cell of a CSV file (RFC 4180). Where the value begins like a formula an apostrophe goes before it, so that nothing that a customer
 * typed runs in the owner's spreadsheet.
 */
export function csvCell(value: string): string {
  const plain = formula.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Requests as a CSV file with a head, oldest first; every field that any of them has is a column. Moments are ISO 8601. */
export function requestsCsv(requests: readonly Case[]): string {
  const labels = new Map<string, string>();
  for (const { about } of requests)
    for (const { name, label } of about.fields ?? []) labels.set(name, label);
  const head = ['number', 'at', 'state', 'phone', 'whatsapp_name', ...labels.values()];
  const rows = requests.map(({ number, at, about, end }) => [
    String(number),
    new Date(at).toISOString(),
    end?.outcome ?? 'open',
    about.phone ?? '',
    about.name ?? '',
    ...[...labels.keys()].map(
      (name) => about.fields?.find((field) => field.name === name)?.value ?? '',
    ),
  ]);
  return [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
