import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exampleSettings } from '../../../src/cli/dev/examples.ts';
import { whereabouts, type Whereabouts } from '../../../src/cli/dev/whereabouts.ts';
import { builtIn } from '../../../src/plugins/index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wabot-whereabouts-'));
});
afterAll(() => rm(folder, { recursive: true }));

const openAi = { url: 'http://127.0.0.1:2' };
const running = {
  catalog: builtIn,
  greenApi: { url: 'http://127.0.0.1:1' },
  openAi,
  serving: { address: { address: '127.0.0.1', family: 'IPv4', port: 3 } },
};
const played = { OPENAI_BASE_URL: `${openAi.url}/v1` };

const functions = `tools:
  - name: places
    description: Free places.
    effect: read
    http: { url: "https://crm.example.kz/api/places" }
  - name: book
    description: Books a place.
    http: { url: "https://crm.example.kz/api/bookings" }
mcp:
  - { name: shop, url: "https://mcp.example.kz/mcp", tools: [prices] }
  - { name: local, command: node, args: [server.js], tools: [stock] }
`;

async function withFunctions(rest: Record<string, string>): Promise<Whereabouts> {
  const path = join(folder, 'tools.yaml');
  await writeFile(path, functions);
  return whereabouts({ ...rest, WABOT_TOOLS: path }, running);
}

it('nothing leaves the machine where nothing is called', async () => {
  for (const rest of [{}, exampleSettings('school')]) {
    const { claim, places } = await whereabouts({ ...played, ...rest }, running);
    expect(claim).toContain('nothing leaves this machine');
    expect(places.map(([name]) => name)).not.toContain('Functions');
  }
});

it('functions that are called for real are named by their addresses and programs, each once', async () => {
  const { claim, places } = await withFunctions(played);
  expect(claim).toMatch(/only your functions are called for real\.$/);
  expect(new Map(places).get('Functions')).toBe(
    'https://crm.example.kz, https://mcp.example.kz, node',
  );
});

it('they are told beside a model that is real, too', async () => {
  expect((await withFunctions({})).claim).toMatch(/only the model and your functions are real\.$/);
  const { claim } = await withFunctions({ WABOT_MODEL: 'webhook' });
  expect(claim).toMatch(/webhook, as they will for customers; functions are called for real\.$/);
});
