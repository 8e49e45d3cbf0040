import { writtenValue } from '../../core/settings/read-settings.ts';
import type { Environment } from '../../core/settings/settings.ts';
import { interview, type InitQuestion, type Interview } from './questions.ts';

/** Becomes one setting or another: a folder or a spreadsheet. */
export const documentsQuestion: InitQuestion = {
  flag: 'documents',
  message:
    'Price list and other documents: a folder, or the address of a Google spreadsheet shared by link (empty: none)',
};

/** Where documents next to the prompt are, as settings. */
const [folderName, sheetsName, tabsName] = [
  'WABOT_KNOWLEDGE',
  'GOOGLE_SHEETS_ID',
  'GOOGLE_SHEETS_TABS',
] as const;

/** The documents next to the prompt, a folder or a Google spreadsheet: a person is asked, with what is set already on offer; nobody else. */
export async function askDocuments(
  from: Interview,
  environment: Environment,
): Promise<Record<string, string>> {
  const written = (env: string): string | undefined => writtenValue({ env }, environment);
  const tabs = written(tabsName);
  const known = written(folderName) ?? (tabs === undefined ? undefined : written(sheetsName));
  const { flag } = documentsQuestion;
  const given = { ...from.given, [flag]: from.given[flag] ?? known };
  const { [flag]: documents } = await interview([documentsQuestion], { ...from, given });
  if (documents === undefined || documents === known) return {};
  return documents.includes('/spreadsheets/d/')
    ? { [sheetsName]: documents, [tabsName]: tabs ?? '*' }
    : { [folderName]: documents };
}
