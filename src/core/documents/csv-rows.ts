/** How a text in CSV is to be read. */
export interface CsvForm {
  delimiter: string;
  /** Rows beyond these are not looked at. */
  mostRows?: number;
}

/** The rows of a text in CSV as people's programs write it: ragged, with stray quotes. Rejects where a quotation never ends. */
export async function csvRows(text: string, { delimiter, mostRows }: CsvForm): Promise<string[][]> {
  const { parse } = await import('csv-parse/sync');
  return parse(text, {
    delimiter,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 100_000,
    ...(mostRows === undefined ? {} : { to: mostRows }),
  });
}
