import { fine, warning } from '../../../core/kinds/finding.ts';
import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import {
  reviewPrompt,
  PromptVersions,
  RemotePrompt,
  unusablePrompt,
  type RemoteSource,
} from '../../../core/plugin-api/prompts.ts';
import { readDocument } from './api.ts';
import { exportText } from './export-text.ts';
import { readExport } from './public-export.ts';
import { documentText } from './render/document.ts';
import { serviceAccount } from '../../google/service-account.ts';
import { settings, type GoogleDocsValues } from './settings.ts';

/** The document as a place for a prompt: through the API with a service account, through the public export without one. */
async function remoteSource(
  values: GoogleDocsValues,
  world: Pick<World, 'fetch' | 'now'>,
): Promise<RemoteSource> {
  const { document, apiUrl } = values;
  const { fetch, now } = world;
  const account = await serviceAccount(values);
  return {
    source: `Google document ${document}`,
    kind: 'gdocs',
    async fetch(signal) {
      if (account === undefined)
        return exportText(await readExport(document, { fetch, now, apiUrl }, signal));
      return documentText(await readDocument(document, { account, fetch, now, apiUrl }, signal));
    },
  };
}

export default definePlugin({
  kind: 'prompt',
  version: 1,
  name: 'google-docs',
  summary:
    'A Google document that is looked at in the background; every text of it is kept as a version',
  settings,
  prefixes: ['GOOGLE_'],
  async create(values, world) {
    const remote = await remoteSource(values, world);
    const { log, now, dataFolder } = world;
    return new RemotePrompt({
      remote,
      versions: new PromptVersions(dataFolder),
      refreshMs: values.refreshMs,
      log,
      now,
    });
  },
  async check(values, world, signal) {
    const { source, fetch } = await remoteSource(values, world);
    const { problem, characters, tokens, warnings } = reviewPrompt(await fetch(signal));
    if (problem !== undefined) throw unusablePrompt(source, problem);
    return [
      fine(`The Google document has ${characters} characters, about ${tokens} tokens`),
      ...warnings.map(({ message }) => warning(`The Google document: ${message}`)),
    ];
  },
});
