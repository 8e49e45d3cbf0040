import { describe, expect, it } from 'vitest';
import { parseYaml, readYamlFile } from '../../../src/core/files/yaml-file.ts';
import { useFolder } from '../../folder.ts';

const text = `# functions
tools:
  - name: one
    http: &same
      url: https://a.example
  - name: two
    http: *same
`;

describe('a file in YAML', () => {
  const folder = useFolder();

  it('is plain data', async () => {
    const { value, faults } = await parseYaml(text, 'tools.yaml');
    const http = { url: 'https://a.example' };
    expect([value, faults]).toEqual([
      {
        tools: [
          { name: 'one', http },
          { name: 'two', http },
        ],
      },
      [],
    ]);
  });

  it.each([
    [['tools', 0, 'http', 'url'], 5],
    [['tools', 1], 6],
    [['tools', 1, 'http', 'url'], 5],
    [['tools', 1, 'effect'], 6],
    [['mcp'], 1],
  ])('knows the line of %j', async (path, line) => {
    const { faultAt } = await parseYaml(text, 'tools.yaml');
    expect(faultAt(path, 'is wrong')).toBe(`tools.yaml, line ${line}: is wrong`);
  });

  it.each([
    ['a: 1\nb: [', /^t, line \d: it is not YAML: /],
    ['a: 1\na: 2', /^t, line 2: it is not YAML: .*unique/],
    ['a: *nothing', /^t, line 1: it is not YAML: /],
    [
      `${'x'.repeat(1)}: &a0 [1]\n${Array.from({ length: 12 }, (_, n) => `b${n}: &a${n + 1} [*a${n}, *a${n}, *a${n}]`).join('\n')}`,
      /^t, line 1: it is not YAML: /,
    ],
  ])('names what is wrong with %j', async (wrong, says) => {
    const { value, faults } = await parseYaml(wrong, 't');
    expect(value).toBeUndefined();
    expect(faults[0]).toMatch(says);
  });

  it('that cannot be read says why', async () => {
    expect((await readYamlFile(`${folder()}/none.yaml`)).faults[0]).toMatch(
      /there is no such file$/,
    );
    expect((await readYamlFile(folder())).faults[0]).toMatch(/it cannot be read \(EISDIR\)$/);
  });
});
