import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtIn } from '../src/plugins/index.ts';
import { calls, cycle, interfaces, sources, type Source } from './sources.ts';

const root = dirname(import.meta.dirname);
const src = sources('src');
const kinds = [
  'alert',
  'archive',
  'calendar',
  'channel',
  'journal',
  'knowledge',
  'memory',
  'model',
  'prompt',
  'sink',
  'speech',
  'tool',
  'transcoder',
  'voice',
];

/** The part of the house in which a file is: the first folder under src. */
function part(path: string): string {
  return /^src\/(\w+)\//.exec(path)?.[1] ?? 'none';
}

/** The room of core in which a file is, `ground` for those in no folder; undefined outside of core. */
function room(path: string): string | undefined {
  const [, within] = /^src\/core\/(?:([\w-]+)\/)?[^/]+$/.exec(path) ?? [];
  return path.startsWith('src/core/') ? (within ?? 'ground') : undefined;
}

/** The folder of the plugin to which a file belongs, `kind/name`; undefined outside of plugins and for what a vendor's plugins share. */
function pluginOf(path: string): string | undefined {
  const [, kind = '', name] = /^src\/plugins\/([\w-]+)\/([\w-]+)\//.exec(path) ?? [];
  return kinds.includes(kind) ? `${kind}/${name}` : undefined;
}

/** Imports among our own files, as `from → to`, that a rule forbids. */
function forbidden(rule: (from: string, to: string) => boolean): string[] {
  return src.flatMap(({ path, imports }) =>
    imports.flatMap(({ file }) =>
      file !== undefined && rule(path, file) ? [`${path} → ${file}`] : [],
    ),
  );
}

function pathsWhere(holds: (source: Source) => boolean): string[] {
  return src.filter(holds).map(({ path }) => path);
}

describe('the parts', () => {
  const allowed: Record<string, readonly string[]> = {
    commands: ['commands', 'cli', 'core'],
    cli: ['cli', 'core', 'sandbox'],
    core: ['core'],
    plugins: ['plugins', 'core'],
    suites: ['suites', 'core'],
    sandbox: ['sandbox'],
  };

  it('are these', () => {
    expect(new Set(src.map(({ path }) => part(path)).filter((name) => !(name in allowed)))).toEqual(
      new Set(),
    );
  });

  it('import commands → core ← plugins, and the sandbox imports neither', () => {
    expect(forbidden((from, to) => !(allowed[part(from)] ?? []).includes(part(to)))).toEqual([]);
  });

  it('use the sandbox in `wabot dev` and `wabot eval` alone', () => {
    const played = (path: string): boolean =>
      part(path) === 'sandbox' || /^src\/cli\/(?:dev|evals)\//.test(path);
    expect(forbidden((from, to) => part(to) === 'sandbox' && !played(from))).toEqual([]);
  });

  it('keep each plugin whole: no other plugin reaches into its folder', () => {
    const stranger = (from: string, to: string): boolean =>
      pluginOf(to) !== undefined && pluginOf(from) !== pluginOf(to);
    // The list of plugins, and what others import as `wabot/memory`.
    const doors = ['src/plugins/index.ts', 'src/plugins/memory/index.ts'];
    expect(forbidden((from, to) => !doors.includes(from) && stranger(from, to))).toEqual([]);
  });

  it('go through one door: our plugins see of core what `wabot/plugin` gives to others', () => {
    const door = /^src\/core\/(plugin-api|kinds)\/(?!index\.ts)/;
    expect(
      forbidden((from, to) => part(from) === 'plugins' && part(to) === 'core' && !door.test(to)),
    ).toEqual([]);
    const index = src.find(({ path }) => path === 'src/core/plugin-api/index.ts');
    const behind = pathsWhere(({ path }) => door.test(path));
    expect(behind.filter((path) => !index?.imports.some(({ file }) => file === path))).toEqual([]);
  });

  it('import only files that exist, by their full name', () => {
    const known = new Set(src.map(({ path }) => path));
    expect(forbidden((_, to) => !known.has(to))).toEqual([]);
  });

  it('have no import cycles', () => {
    expect(cycle(src)).toBeUndefined();
  });
});

describe('the rooms of core', () => {
  /** Each room and those that it may import, the lowest first: an arrow leads to a line above its own, so there is no circle. */
  const arrows: Record<string, readonly string[]> = {
    files: [],
    'hours-text': [],
    lexicon: [],
    intents: ['lexicon'],
    language: [],
    markup: [],
    figures: ['lexicon'],
    numbers: ['figures'],
    split: [],
    'when-text': ['lexicon'],
    ground: ['language'],
    documents: ['ground'],
    mask: ['ground'],
    'model-noise': ['ground'],
    'owner-language': ['language', 'ground'],
    guards: ['mask', 'model-noise'],
    phrases: ['files', 'language', 'ground'],
    time: ['hours-text', 'language', 'when-text', 'ground'],
    settings: ['files', 'hours-text', 'language', 'ground', 'mask', 'owner-language', 'time'],
    kinds: ['language', 'ground', 'settings'],
    log: ['files', 'ground', 'mask', 'settings'],
    network: ['ground', 'settings'],
    trust: ['files', 'ground', 'settings'],
    audience: ['ground', 'settings', 'kinds'],
    assembly: ['ground', 'mask', 'settings', 'kinds', 'log', 'network'],
    hearing: ['language', 'ground', 'settings', 'kinds'],
    store: ['ground', 'kinds'],
    customers: ['language', 'ground', 'guards', 'kinds', 'store'],
    attachments: ['documents', 'ground', 'guards', 'phrases', 'kinds', 'hearing'],
    history: ['customers', 'language', 'ground', 'owner-language', 'guards', 'kinds', 'store'],
    prompts: ['files', 'ground', 'kinds', 'language'],
    knowledge: ['documents', 'ground', 'settings', 'kinds', 'prompts'],
    costs: ['ground', 'kinds', 'hearing'],
    health: ['files', 'ground', 'settings', 'kinds', 'assembly'],
    delivery: ['ground', 'kinds', 'costs'],
    tickets: ['language', 'ground', 'owner-language', 'phrases', 'kinds'],
    tools: ['language', 'ground', 'intents', 'kinds'],
    unknown: ['language', 'ground', 'mask', 'kinds', 'prompts', 'knowledge'],
    requests: ['ground', 'owner-language', 'kinds'],
    alerts: ['files', 'ground', 'owner-language', 'settings', 'kinds', 'requests', 'tickets'],
    report: ['alerts', 'costs', 'ground', 'kinds', 'settings', 'time', 'unknown'],
    understanding: [
      'attachments',
      'audience',
      'intents',
      'language',
      'ground',
      'guards',
      'phrases',
      'kinds',
      'hearing',
    ],
    'answer-guards': [
      'figures',
      'guards',
      'intents',
      'kinds',
      'language',
      'ground',
      'numbers',
      'phrases',
      'settings',
      'split',
      'tools',
    ],
    turn: [
      'answer-guards',
      'attachments',
      'language',
      'markup',
      'split',
      'ground',
      'guards',
      'phrases',
      'settings',
      'kinds',
      'hearing',
      'history',
      'knowledge',
      'time',
      'costs',
      'tickets',
      'tools',
      'intents',
      'understanding',
      'unknown',
    ],
    desk: [
      'split',
      'ground',
      'guards',
      'owner-language',
      'kinds',
      'hearing',
      'costs',
      'delivery',
      'tickets',
      'understanding',
      'turn',
    ],
    people: ['audience', 'intents', 'ground', 'settings', 'kinds', 'history', 'desk'],
    metrics: ['ground', 'settings', 'kinds', 'costs', 'health', 'people'],
    drafts: [
      'alerts',
      'desk',
      'ground',
      'history',
      'intents',
      'kinds',
      'language',
      'owner-language',
      'people',
      'phrases',
      'split',
      'tickets',
      'tools',
      'turn',
    ],
    left: [
      'language',
      'ground',
      'alerts',
      'owner-language',
      'time',
      'settings',
      'kinds',
      'history',
      'costs',
      'understanding',
      'turn',
    ],
    reminders: [
      'language',
      'ground',
      'phrases',
      'time',
      'settings',
      'kinds',
      'assembly',
      'people',
      'turn',
    ],
    bot: [
      'documents',
      'attachments',
      'customers',
      'store',
      'reminders',
      'drafts',
      'audience',
      'ground',
      'phrases',
      'owner-language',
      'settings',
      'kinds',
      'assembly',
      'hearing',
      'history',
      'knowledge',
      'prompts',
      'costs',
      'health',
      'delivery',
      'tickets',
      'understanding',
      'unknown',
      'turn',
      'desk',
      'time',
      'left',
      'people',
    ],
    tracing: ['ground', 'kinds', 'metrics', 'bot'],
    checks: [
      'alerts',
      'assembly',
      'costs',
      'files',
      'ground',
      'health',
      'history',
      'kinds',
      'knowledge',
      'network',
      'owner-language',
      'people',
      'phrases',
      'prompts',
      'settings',
      'time',
      'turn',
    ],
    operator: [
      'assembly',
      'bot',
      'customers',
      'delivery',
      'drafts',
      'ground',
      'guards',
      'health',
      'history',
      'kinds',
      'log',
      'people',
      'settings',
      'split',
      'tools',
      'turn',
    ],
    migration: [
      'store',
      'language',
      'ground',
      'settings',
      'kinds',
      'assembly',
      'history',
      'prompts',
      'operator',
    ],
    'plugin-api': [
      'attachments',
      'store',
      'documents',
      'files',
      'language',
      'split',
      'ground',
      'model-noise',
      'settings',
      'kinds',
      'network',
      'hearing',
      'history',
      'prompts',
      'costs',
      'operator',
      'requests',
      'time',
    ],
    'console-calls': [
      'alerts',
      'assembly',
      'bot',
      'checks',
      'costs',
      'customers',
      'drafts',
      'ground',
      'history',
      'kinds',
      'knowledge',
      'operator',
      'owner-language',
      'people',
      'prompts',
      'report',
      'settings',
      'tools',
      'turn',
      'unknown',
    ],
    console: ['console-calls', 'ground', 'language', 'owner-language'],
    server: [
      'alerts',
      'assembly',
      'audience',
      'bot',
      'metrics',
      'report',
      'checks',
      'console',
      'console-calls',
      'costs',
      'delivery',
      'desk',
      'drafts',
      'files',
      'ground',
      'health',
      'kinds',
      'left',
      'owner-language',
      'prompts',
      'reminders',
      'requests',
      'settings',
      'tickets',
      'tools',
      'tracing',
      'turn',
    ],
    'eval-cases': ['attachments', 'files', 'language', 'ground', 'kinds', 'mask'],
    verdicts: ['guards', 'model-noise', 'lexicon', 'ground', 'kinds'],
    evals: [
      'eval-cases',
      'verdicts',
      'numbers',
      'files',
      'language',
      'ground',
      'settings',
      'kinds',
      'assembly',
      'costs',
      'people',
      'bot',
      'server',
    ],
  };
  const rooms = Object.keys(arrows);

  it('are these, each with a sentence in ARCHITECTURE.md', () => {
    expect([...new Set(src.flatMap(({ path }) => room(path) ?? []))].toSorted()).toEqual(
      rooms.toSorted(),
    );
    const map = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    expect(rooms.filter((name) => name !== 'ground' && !map.includes(`| \`${name}/\` |`))).toEqual(
      [],
    );
  });

  it('are listed in ARCHITECTURE.md from the highest to the lowest', () => {
    const map = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    const listed = [...map.matchAll(/^\| `([\w-]+)\/` \|/gm)].map(([, name = '']) => name);
    const upward = Object.entries(arrows).flatMap(([from, others]) =>
      others
        .filter(
          (to) =>
            to !== 'ground' && from !== 'ground' && listed.indexOf(to) <= listed.indexOf(from),
        )
        .map((to) => `${from} → ${to}`),
    );
    expect(upward).toEqual([]);
  });

  it('import the rooms that their line names, and use every one of them', () => {
    const used = src.flatMap(({ path, imports }) =>
      imports.map(({ file = '' }) => [room(path), room(file)] as const),
    );
    for (const [name, others] of Object.entries(arrows)) {
      const reached = used.flatMap(([from, to]) =>
        from === name && to !== undefined && to !== name ? [to] : [],
      );
      expect([name, [...new Set(reached)].toSorted()]).toEqual([name, others.toSorted()]);
    }
  });

  it('stand on those above them', () => {
    const upward = Object.entries(arrows).flatMap(([from, others]) =>
      others
        .filter((to) => rooms.indexOf(to) >= rooms.indexOf(from))
        .map((to) => `${from} → ${to}`),
    );
    expect(upward).toEqual([]);
  });

  it('hold at most 18 files each, the ground 20, the settings 22, the contracts 30', () => {
    const sizes = rooms.map(
      (name) => [name, src.filter(({ path }) => room(path) === name).length] as const,
    );
    const most: Record<string, number> = { ground: 20, kinds: 30, settings: 22 };
    expect(sizes.filter(([name, files]) => files > (most[name] ?? 18))).toEqual([]);
  });

  it('have no folders within', () => {
    expect(pathsWhere(({ path }) => /^src\/core\/[\w-]+\/.+\//.test(path))).toEqual([]);
  });
});

describe('plugins', () => {
  const folders = new Set(src.flatMap(({ path }) => pluginOf(path) ?? []));

  it('are all listed', () => {
    expect([...folders].toSorted()).toEqual(Object.keys(builtIn).toSorted());
  });

  it.each(Object.entries(builtIn))('%s is what its folder says', async (id, load) => {
    const { default: plugin } = await load();
    expect(`${plugin.kind}/${plugin.name}`).toBe(id);
  });
});

describe('contracts', () => {
  it.each(src.filter(({ path }) => kinds.some((kind) => path === `src/core/kinds/${kind}.ts`)))(
    'of $path have at most six members',
    ({ text }) => {
      for (const [name, members] of interfaces(text))
        expect([name, members <= 6]).toEqual([name, true]);
    },
  );

  it('of the journal and of those who share one are as many calls as the map says', () => {
    const found = (kind: string): string =>
      src.find(({ path }) => path === `src/core/kinds/${kind}.ts`)?.text ?? '';
    const pieces = ['journal', 'pauses', 'cases', 'notices', 'chat-rules', 'deeds'];
    const all = pieces.reduce((sum, kind) => sum + calls(found(kind)), 0);
    expect([all, interfaces(found('cluster')).get('Cluster')]).toEqual([56, 3]);
    expect(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')).toContain(
      'The journal is **fifty-six calls**, and three more where processes share it',
    );
  });

  it('are counted', () => {
    const text =
      '/** a; */\nexport interface A extends B {\n  /** c; */\n  c(d: {\n    e: 1;\n  }): void;\n  readonly f: string;\n}\n';
    expect([interfaces(text), calls(text)]).toEqual([new Map([['A', 2]]), 1]);
    const whole = `${text}export interface W {\n  readonly a: A;\n  b(): void;\n}\n`;
    expect(interfaces(whole).get('W')).toBe(1);
  });
});

describe('every file', () => {
  it('leaves the environment to core/settings/environment.ts', () => {
    const environment =
      /\bprocess\s*\.\s*env\b|\bprocess\[|\{[^}\n]*\benv\b[^}\n]*\}\s*=\s*process\b|\bloadEnvFile\b|import[^;]*\benv\b[^;]*'node:process'/;
    const outside = pathsWhere(
      ({ path, text }) => path !== 'src/core/settings/environment.ts' && environment.test(text),
    );
    expect(outside).toEqual([]);
  });

  it('of core names no vendor and no plugin of ours, but in a comment that says where a number is from', () => {
    const vendors = /green.?api|open_?ai|\bgpt-|redis|sqlite|whisper|google|ffmpeg/i;
    const comments = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm;
    const naming = pathsWhere(
      ({ path, text }) => part(path) === 'core' && vendors.test(text.replace(comments, '')),
    );
    expect(naming.toSorted()).toEqual([
      // The full-text search of Node itself.
      'src/core/knowledge/passage-index.ts',
      'src/core/knowledge/passage-writer.ts',
      // Words that customers write in any language.
      'src/core/language/neutral.ts',
      // The events that our own plugins log.
      'src/core/log-events.ts',
      // What to do where a unit would start a bot to which nothing comes.
      'src/core/operator/service-unit.ts',
      // A setting that needs a program.
      'src/core/settings/bot-settings.ts',
      // The names that nearly everybody sets, by which a misnamed file of settings is known before there is a catalog.
      'src/core/settings/misnamed-env.ts',
      // A setting that only one vendor's messages need.
      'src/core/settings/people-settings.ts',
    ]);
  });

  it('exports a default only where a loader asks for one', () => {
    const asked = /^src\/(commands\/.+|plugins\/index|plugins\/[\w-]+\/[\w-]+\/index)\.ts$/;
    const exporting = pathsWhere(({ text }) => /^export default\b|\bas default\b/m.test(text));
    expect(exporting.filter((path) => !asked.test(path))).toEqual([]);
  });

  it('says what it holds', () => {
    expect(
      pathsWhere(({ path }) => /(^|[/-])(utils?|helpers?|common|manager|misc)([/.-]|$)/.test(path)),
    ).toEqual([]);
  });

  it('switches no check off, but for the one seam of the catalog', () => {
    const off = pathsWhere(({ text }) =>
      /(oxlint|eslint)-disable|@ts-(ignore|expect-error|nocheck)/.test(text),
    );
    expect(off).toEqual(['src/core/kinds/plugin.ts']);
  });

  it('of the tests runs', () => {
    const tests = sources('test').filter(({ path }) => path !== 'test/architecture.test.ts');
    const skipping = tests.filter(({ text }) =>
      /\b(it|test|describe)\.(skip|only|todo|fails)\b/.test(text),
    );
    expect(skipping.map(({ path }) => path)).toEqual([]);
  });
});

describe('the linter', () => {
  const { rules, overrides } = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
    rules: Record<string, string>;
    overrides: { files: string[]; rules: Record<string, [string, { max: number }]> }[];
  };

  it('holds files to 200 lines and functions to 40', () => {
    const sizes = overrides.find(({ files }) => files.includes('src/**/*.ts'))?.rules;
    expect(sizes?.['max-lines']).toEqual(['error', { max: 200 }]);
    expect(sizes?.['max-lines-per-function']).toEqual(['error', { max: 40, IIFEs: true }]);
  });

  it.each([
    'no-explicit-any',
    'no-floating-promises',
    'no-misused-promises',
    'no-non-null-assertion',
    'ban-ts-comment',
  ])('knows %s', (rule) => {
    expect(rules[`typescript/${rule}`]).toBe('error');
  });

  it('is asked about everything', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['lint']).toBe('oxlint --type-aware --deny-warnings && oxfmt --check');
    expect(globSync('{.oxlintignore,.eslintignore}', { cwd: root })).toEqual([]);
  });
});
