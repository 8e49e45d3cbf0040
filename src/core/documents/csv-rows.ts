import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';

/** How a text in CSV is to be read. */
export interface CsvForm {
  delimiter: string;
  /** Rows beyond these are not looked at. */
  mostRows?: number;
}

/** So much is read at a time, bytes: about a millisecond, between which others have theirs. */
const bytesAtOnce = 65_536;

/** The rows of a text in CSV as people's programs write it: ragged, with stray quotes. Rejects where a quotation never ends. */
export async function csvRows(
  text: string,
  { delimiter, mostRows = Infinity }: CsvForm,
): Promise<string[][]> {
  const { parse } = await import('csv-parse');
  const rows: string[][] = [];
  const parser = parse({
    delimiter,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 100_000,
  });
  parser.on('data', (row: string[]) => rows.push(row));
  const read = finished(parser);
  // Awaited below; until then a failure is nobody's.
  read.catch(() => {});
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length && rows.length < mostRows; at += bytesAtOnce) {
    if (parser.destroyed) break;
    parser.write(bytes.subarray(at, at + bytesAtOnce));
    await setImmediate();
  }
  if (rows.length >= mostRows) {
    parser.destroy();
    return rows.slice(0, mostRows);
  }
  parser.end();
  await read;
  return rows;
}
