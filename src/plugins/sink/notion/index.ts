import { definePlugin, type World } from '../../../core/kinds/plugin.ts';
import { fine, warning } from '../../../core/kinds/finding.ts';
import { optionalText, optionalUrl, type ValuesOf } from '../../../core/plugin-api/settings.ts';
import { sinkAddresses } from '../sink-addresses.ts';
import type { NotionSink } from './notion-sink.ts';

const settings = {
  database: sinkAddresses.notion,
  token: optionalText('NOTION_TOKEN', {
    summary:
      'Token of the Notion connection that the database of NOTION_DATABASE_ID is shared with',
    example: 'ntn_…',
    secret: true,
    goesTo: [['apiUrl']],
  }),
  apiUrl: optionalUrl('NOTION_API_URL', {
    summary: "Address to use instead of Notion's own, for tests and proxies",
    example: 'http://127.0.0.1:9000/v1',
  }),
};

async function open(
  { database = '', token = '', apiUrl }: ValuesOf<typeof settings>,
  world: Pick<World, 'fetch' | 'now'>,
): Promise<NotionSink> {
  const { NotionSink: Made } = await import('./notion-sink.ts');
  return new Made({ database, token, ...(apiUrl === undefined ? {} : { apiUrl }), world });
}

export default definePlugin({
  kind: 'sink',
  version: 1,
  name: 'notion',
  summary: "Customers' requests as pages of a Notion database",
  settings,
  prefixes: ['NOTION_'],
  configured: ({ database, token }) => database !== undefined || token !== undefined,
  problems: ({ database, token }) => [
    ...(database === undefined
      ? ['NOTION_DATABASE_ID is not set, but NOTION_TOKEN is: both are needed, or neither']
      : []),
    ...(token === undefined
      ? ['NOTION_TOKEN is not set, but NOTION_DATABASE_ID is: both are needed, or neither']
      : []),
  ],
  create: open,
  async check(values, world, signal) {
    const sink = await open(values, world);
    const { title, hasId } = await sink.look(signal);
    const found = fine(`requests go to the Notion database "${title}"`);
    if (hasId) return [found];
    return [
      found,
      warning(
        'The Notion database has no property wabot yet, by which a request is found again',
        'It is added with the first request; the connection needs the right to update content.',
      ),
    ];
  },
});
