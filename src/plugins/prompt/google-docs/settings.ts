import { duration, text, type Setting, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import { googleSettings, unquoted } from '../../google/settings.ts';

const documentSetting: Setting<string> = {
  ...text('GOOGLE_DOCS_ID', {
    aliases: ['GOOGLE_DOCUMENT_ID'],
    summary:
      'The Google document with the prompt: its id or its full address; required for WABOT_PROMPT=google-docs',
    example: 'https://docs.google.com/document/d/1AbC…/edit',
  }),
  parse: documentId,
};

export const settings = {
  document: documentSetting,
  account: googleSettings.account,
  key: googleSettings.key,
  keyFile: googleSettings.keyFile,
  refreshMs: duration('PROMPT_REFRESH', {
    summary: 'How often to check the Google document: 90s, 5m, 1h, or seconds',
    default: '5m',
  }),
  apiUrl: googleSettings.apiUrl,
};

export type GoogleDocsValues = ValuesOf<typeof settings>;

/** The id in what a person copied: an address of the editor or of Drive, or the id itself. */
function documentId(value: string): string {
  const copied = unquoted(value);
  if (/\/document\/(?:u\/\d+\/)?d\/e\//.test(copied))
    throw new Error(
      'is the address of a published copy; take the address that the browser shows while you edit the document',
    );
  const id = /\/d\/([\w-]+)/.exec(copied)?.[1] ?? /[?&]id=([\w-]+)/.exec(copied)?.[1] ?? copied;
  if (/^[\w-]+$/.test(id)) return id;
  throw new Error(
    'must be the id of a Google document or its address, https://docs.google.com/document/d/…/edit',
  );
}
