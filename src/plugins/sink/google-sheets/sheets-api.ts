import { fieldsOf, type UnknownObject } from '../../../core/plugin-api/failures.ts';
import type { World } from '../../../core/kinds/plugin.ts';
import type { AccessToken } from '../../google/access-token.ts';
import { callJson, type JsonAnswer, type JsonCall } from '../../json-call.ts';
import { oddAnswer, sinkError, type SinkRefusal, type SinkFaults } from '../sink-error.ts';

export interface SheetsConnection {
  spreadsheet: string;
  token: AccessToken;
  /** In the place of Google's own address. */
  apiUrl?: string | undefined;
  world: Pick<World, 'fetch' | 'now'>;
}

/** A minute: the quota is full again by then, and no answer says so. */
const quotaMs = 60_000;

export const sheetsFaults: SinkFaults = {
  code: 'google-sheets',
  name: 'Google Sheets',
  setting: 'GOOGLE_SHEETS_ID',
  reads,
};

/**
 * A call of the Sheets API v4 about this spreadsheet (https://developers.google.com/sheets/api/reference/rest); `path` follows its
 * id. Rejects with a WabotError, or with the signal's reason.
 */
export async function callSheets(
  { spreadsheet, token, apiUrl = 'https://sheets.googleapis.com', world }: SheetsConnection,
  { path, method = 'GET', body }: Pick<JsonCall, 'method'> & { path: string; body?: object },
  signal: AbortSignal,
): Promise<UnknownObject> {
  const answered = await callJson(
    world,
    {
      url: `${apiUrl}/v4/spreadsheets/${spreadsheet}${path}`,
      method,
      headers: { authorization: `Bearer ${await token.value(signal)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      // A column of ids of some hundred thousand rows.
      longest: 8 * 1024 * 1024,
    },
    signal,
  );
  const { status } = answered;
  if (status === 401) token.forget();
  if (status !== 200) throw sinkError(sheetsFaults, answered);
  if (typeof answered.body !== 'object' || answered.body === null)
    throw oddAnswer(sheetsFaults, status);
  return fieldsOf(answered.body);
}

/** A range of a tab as the API takes it in its path. */
export function rangeOf(tab: string, cells: string): string {
  return encodeURIComponent(`'${tab.replaceAll("'", "''")}'!${cells}`);
}

/** The letters of a column, counted from 0. */
export function columnOf(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : `${columnOf(Math.floor(index / 26) - 1)}${letter}`;
}

/** What Google's errors say beyond the status. */
function reads({ status, body, retryAfterMs }: JsonAnswer): SinkRefusal | undefined {
  const text = JSON.stringify(fieldsOf(fieldsOf(body)['error'])).slice(0, 4_000);
  if (status === 429 || (status === 403 && /rateLimitExceeded|RESOURCE_EXHAUSTED/.test(text)))
    return {
      code: 'rate-limit',
      says: 'asks to slow down',
      passes: true,
      afterMs: retryAfterMs ?? quotaMs,
    };
  if (status === 403 && /SERVICE_DISABLED|has not been used in project/.test(text))
    return {
      code: 'api-disabled',
      says: "is switched off in the service account's project",
      advice:
        'Switch the Google Sheets API on: https://console.cloud.google.com/apis/library/sheets.googleapis.com',
    };
  if (status === 403)
    return {
      code: 'not-shared',
      says: 'does not let the service account write',
      advice:
        'Open the spreadsheet, Share, and add the address of the service account as an Editor.',
    };
  if (status === 400)
    return {
      code: 'refused',
      says: 'does not take the row',
      advice:
        'Check GOOGLE_SHEETS_TAB, whether the tab is protected, and that it is a Google spreadsheet and no Excel file.',
    };
  return undefined;
}
