import { setImmediate } from 'node:timers/promises';
import type { KnowledgeWarning } from '../kinds/knowledge.ts';
import { estimateTokens } from '../prompts/prompt-review.ts';
import { splitDocuments } from './documents.ts';
import { blocksOf, rowText } from './passages.ts';

/** More than this, in bytes of UTF-8, is no knowledge of one business but a mistake. */
export const mostKnowledgeBytes = 20_000_000;

/** What was read, as an owner checks it. */
export interface KnowledgeReview {
  documents: number;
  /** Rows of tables, without their headings. */
  rows: number;
  characters: number;
  /** An estimate. */
  tokens: number;
  /** Why it cannot be used; completes "it …". */
  problem?: string;
  warnings: KnowledgeWarning[];
}

/** So much is estimated at a time: some milliseconds. */
const charactersAtOnce = 500_000;

/** A column of prices, in the languages of the owners. */
const priceHeading = /цен|стоимост|тариф|баға|құны|price|cost|fee/i;

/** Looks joined documents over, a document at a time: how much it is, rows without a price, rows that are there twice. */
export async function reviewKnowledge(text: string): Promise<KnowledgeReview> {
  const documents = splitDocuments(text);
  const found: ReviewedDocument[] = [];
  for (const { name, text: whole } of documents) {
    // Twenty megabytes take a second in all, and who waits for an answer is not to wait for that.
    await setImmediate();
    found.push(reviewDocument(name, whole));
  }
  const review = {
    documents: documents.length,
    rows: found.reduce((sum, { rows }) => sum + rows, 0),
    characters: text.length,
    tokens: await tokensOf(text),
    warnings: found.flatMap(({ warnings }) => warnings),
  };
  const problem = refusal(text, documents);
  return problem === undefined ? review : { ...review, problem };
}

function refusal(text: string, documents: readonly { text: string }[]): string | undefined {
  if (documents.every((document) => document.text.trim() === '')) return 'is empty';
  return Buffer.byteLength(text) > mostKnowledgeBytes
    ? `is larger than ${mostKnowledgeBytes / 1_000_000} MB`
    : undefined;
}

/** An estimate of a text that may be long. */
async function tokensOf(text: string): Promise<number> {
  if (text.length <= charactersAtOnce) return estimateTokens(text);
  let tokens = 0;
  for (let at = 0; at < text.length; at += charactersAtOnce) {
    await setImmediate();
    tokens += estimateTokens(text.slice(at, at + charactersAtOnce));
  }
  return tokens;
}

interface ReviewedDocument {
  rows: number;
  warnings: KnowledgeWarning[];
}

function reviewDocument(document: string, text: string): ReviewedDocument {
  if (text.trim() === '') return { rows: 0, warnings: [{ document, message: 'it holds no text' }] };
  const tables = blocksOf(text).flatMap(({ heading, table }) =>
    table ? [{ heading, table }] : [],
  );
  const warnings = tables.flatMap(({ heading, table }) => {
    const where = heading === '' ? document : `${document}, ${heading}`;
    return faults(table).map((message) => ({ document: where, message }));
  });
  return { rows: tables.reduce((sum, { table }) => sum + table.length - 1, 0), warnings };
}

function faults([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const prices = head.flatMap((name, column) => (priceHeading.test(name) ? [column] : []));
  const priceless = rows.filter(
    (row) => prices.length > 0 && prices.every((column) => (row[column] ?? '') === ''),
  ).length;
  const texts = rows.map((row) => rowText(head, row));
  const twice = texts.length - new Set(texts).size;
  const count = `${rows.length} row${rows.length === 1 ? '' : 's'}`;
  return [
    ...(rows.length === 0 ? ['a table without rows'] : []),
    ...(priceless > 0 ? [`${count}, ${priceless} without a price`] : []),
    ...(twice > 0 ? [`${count}, ${twice} of them there twice`] : []),
  ];
}
