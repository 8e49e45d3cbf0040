import { htmlText } from './html-text.ts';
import type { Merged } from './merged-cells.ts';
import { zipText, type ZipEntry } from './zip-check.ts';

/** A sheet of an Excel file, as the file lists it. */
export interface SheetPart {
  name: string;
  isHidden: boolean;
  /** Which file of the zip it is; undefined: it is not said. */
  part: string | undefined;
}

/** The sheets of an Excel file, in their order. */
export function sheetsOf(file: Buffer, entries: readonly ZipEntry[]): SheetPart[] {
  const workbook = zipText(file, entries, 'xl/workbook.xml');
  const links = zipText(file, entries, 'xl/_rels/workbook.xml.rels');
  const targets = new Map(
    [...links.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target'),
    ]),
  );
  return [...workbook.matchAll(/<sheet\b[^>]*>/g)].map(([tag]) => {
    const target = targets.get(attribute(tag, 'r:id'));
    return {
      name: htmlText(attribute(tag, 'name') ?? ''),
      isHidden: /^(?:hidden|veryHidden)$/.test(attribute(tag, 'state') ?? ''),
      part: target?.startsWith('/') ? target.slice(1) : target && `xl/${target}`,
    };
  });
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

/** The cells that a sheet shows as one, by its XML. */
export function mergedInSheet(xml: string): Merged[] {
  const after = xml.slice(xml.lastIndexOf('</sheetData>'));
  return [
    ...after.matchAll(/<mergeCell\b[^>]*\sref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g),
  ].map(([, left = '', top, right = '', bottom]) => ({
    rows: [Number(top) - 1, Number(bottom)],
    columns: [columnOf(left) - 1, columnOf(right)],
  }));
}

/** A column by its letters, from 1. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
