import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Registry } from '../../../src/core/assembly/registry.ts';
import { settingNames } from '../../../src/core/assembly/setting-names.ts';
import { wantedPlugins } from '../../../src/core/assembly/shared-plugins.ts';
import { traceOrigins, type Environment } from '../../../src/core/origins.ts';
import { builtIn } from '../../../src/plugins/index.ts';
import { readToolsFile } from '../../../src/plugins/tools-file/read-tools-file.ts';
import { toolsFile } from '../../../src/plugins/tools-file/tools-file.ts';
import { useFolder } from '../../folder.ts';

const folder = useFolder();

function written(text: string): string {
  const path = join(folder(), 'tools.yaml');
  writeFileSync(path, text);
  return path;
}

async function faultsOf(text: string, environment: Environment = {}): Promise<string[]> {
  const own = await settingNames(builtIn);
  const { faults } = await readToolsFile({ path: written(text), environment }, own);
  return faults.map((fault) => fault.replace(/^.*tools\.yaml, /, ''));
}

describe('a file of functions', () => {
  it('holds functions in a list and servers in a mapping, and names the line of what is neither', async () => {
    expect(await faultsOf('mcp: one\n\ntools: 5\n')).toEqual([
      'line 1: "mcp" must be a mapping (name: value)',
      'line 3: "tools" must be a list (lines that begin with "-")',
    ]);
  });

  it('names everything that is wrong with it, each with its line', async () => {
    const text = `tools:
  - name: book a lesson
    descripton: Books.
    effect: maybe
    parameters:
      type: object
      required: [day, hour]
      properties:
        day: { type: string }
        customer: { type: string }
    http:
      method: FETCH
      url: https://crm.example.kz/{when}/{customer.mail}
      headers: { Authorization: "Bearer \${NOT_THERE}", X-Name: "{day}", Host: evil.example }
      body: "day={day}"
      result: ..items
    timeout: 5 minutes
  - description: Second.
    http: { url: "https://{day}.example.kz" }
toolz: []
`;
    expect(await faultsOf(text)).toEqual(
      [
        'line 2: "name" must be up to 64 Latin letters, digits and _',
        'line 3: "descripton" is not known here; did you mean "description"?',
        'line 2: "description" is missing',
        'line 4: "effect" must be one of: read, write',
        'line 7: "required" names "hour", which "properties" has not',
        'line 10: "customer" cannot be an argument: the customer is given by wabot',
        'line 12: "method" must be one of: GET, POST, PUT, PATCH, DELETE',
        'line 13: {when} is not known; "parameters" has: day, customer',
        'line 13: {customer.mail} is not known; of a customer there are: {customer.phone}, {customer.name}, {customer.chat}',
        'line 14: ${NOT_THERE} is not set in the environment or in .env',
        'line 14: {day} can stand in the address, the query and the body alone',
        'line 14: the header "Host" is set by wabot itself',
        'line 15: "body" must be a mapping, a list, or a text that is JSON',
        'line 16: "result" must be a way into the answer, such as data.items[0].name',
        'line 17: "timeout" must be a time up to 120s, such as 5s or 500ms',
        'line 18: "name" is missing',
        'line 19: {day} is not known: "parameters" has no properties',
        'line 19: "url" must begin with http:// or https:// and a host that is written out, without a name or a password',
        'line 20: "toolz" is not known here; did you mean "tools"?',
      ].toSorted((one, other) => Number(/\d+/.exec(one)) - Number(/\d+/.exec(other))),
    );
  });

  it.each([
    'https://a.example{day}/x',
    'https://{day}/x',
    'https://a.example:{day}/',
    'https://user:pass@a.example/',
    'https://{day}@a.example/',
    'ftp://a.example/',
    '//a.example/',
    'https://a.example/x#y',
    'https://a.example/../x',
    'https://a.example/%2e%2e/{day}',
    'https://a${HOST}/x',
  ])('refuses the address %s', async (url) => {
    const text = `tools:
  - name: a
    description: A.
    parameters: { type: object, properties: { day: { type: string } } }
    http: { url: ${JSON.stringify(url)} }
`;
    expect(await faultsOf(text, { HOST: '.example' })).not.toEqual([]);
  });

  it('takes the beginning of an address from the environment', async () => {
    const text = `tools:
  - { name: a, description: A., http: { url: "\${CRM}/book" } }
`;
    expect(await faultsOf(text, { CRM: 'https://crm.example.kz/api/' })).toEqual([]);
    expect(await faultsOf(text, { CRM: 'crm.example.kz' })).toHaveLength(1);
  });

  it('gives away no setting of wabot itself, whatever it is called', async () => {
    for (const name of [
      'OPENAI_API_KEY',
      'OPEN_AI_KEY',
      'GREEN_API_TOKEN',
      'REDIS_URL',
      'WABOT_TOOLS',
    ]) {
      const text = `tools:\n  - { name: a, description: A., http: { url: "https://a.example/\${${name}}" } }\n`;
      expect(await faultsOf(text, { [name]: 'https://x' })).toEqual([
        `line 2: \${${name}} is a setting of wabot itself, which goes nowhere else`,
      ]);
    }
  });

  it('of a folder gives away no secret that comes from elsewhere', async () => {
    const path = written(
      'tools:\n  - { name: a, description: A., http: { url: "https://a.example/${CRM_KEY}" } }\n',
    );
    const file = { WABOT_TOOLS: path };
    const values = { ...file, CRM_KEY: 'k' };
    const environment = traceOrigins(values, file, { WABOT_TOOLS: '.env' });
    const { faults } = await readToolsFile({ path, environment });
    expect(faults[0]).toMatch(/WABOT_TOOLS stands in \.env and would choose where CRM_KEY goes/);
    const both = traceOrigins(values, values, { WABOT_TOOLS: '.env', CRM_KEY: '.env' });
    expect((await readToolsFile({ path, environment: both })).faults).toEqual([]);
  });

  it('that is wrong is a fault of the settings', async () => {
    const environment = { WABOT_TOOLS: written('tools: [{ name: a }]\n') };
    const wanted = await wantedPlugins('tool', builtIn, environment);
    const http = wanted.find(({ name }) => name === 'http');
    expect(http?.problems.join()).toMatch(/tools\.yaml, line 1: "description" is missing/);
    expect(
      await wantedPlugins('tool', builtIn, { WABOT_TOOLS: join(folder(), 'no.yaml') }),
    ).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ problems: [expect.stringMatching(/there is no such file$/)] }),
      ]),
    );
  });

  it('has its secrets masked as those of settings are', () => {
    const path = written('# ${CRM_KEY}\n');
    const registry = new Registry(builtIn, { WABOT_TOOLS: path, CRM_KEY: 'hidden-from-all' });
    registry.read({ file: toolsFile });
    expect(registry.secrets).toEqual(['hidden-from-all']);
  });
});
