import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Deployment, type IDeployment } from 'kubernetes-models/apps/v1';
import { PodDisruptionBudget, type IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Service, type IService } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { builtIn } from '../src/plugins/index.ts';
import { coreSettings } from '../src/core/assembly/core-settings.ts';
import { redisSettings } from '../src/plugins/redis/settings.ts';
import { useFolder } from './folder.ts';

const root = dirname(import.meta.dirname);
const text = readFileSync(join(root, 'docs/kubernetes.yaml'), 'utf8');
const folder = useFolder();

/** The objects of a file; rejects what YAML does not allow, a name that stands twice too. */
function objects(yaml: string): unknown[] {
  return parseAllDocuments(yaml, { strict: true, uniqueKeys: true }).map((document) => {
    for (const error of 'errors' in document ? document.errors : []) throw error;
    return 'toJS' in document ? (document.toJS() as unknown) : document;
  });
}

const [deployment, service, budget] = objects(text) as [
  IDeployment,
  IService,
  IPodDisruptionBudget,
];

/** What the types of Kubernetes find: what is missing, of a wrong type, or not known at all. */
function typeErrors(yaml: string): string {
  const place = mkdtempSync(join(folder(), 'types-'));
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  const names = ['apps/v1.IDeployment', 'v1.IService', 'policy/v1.IPodDisruptionBudget'].map(
    (name) => name.split('.'),
  );
  const lines = objects(yaml).map((object, index) => {
    const [version = '', type = ''] = names[index] ?? [];
    return `export const object${index}: import('kubernetes-models/${version}').${type} = ${JSON.stringify(object)};`;
  });
  writeFileSync(join(place, 'objects.ts'), lines.join('\n'));
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'esnext',
    '--types',
    '',
  ];
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, ...options, 'objects.ts'], {
    cwd: place,
    encoding: 'utf8',
  }).stdout.trim();
}

describe('docs/kubernetes.yaml', { timeout: 120_000 }, () => {
  it('is what the schemas of Kubernetes allow', () => {
    for (const object of [
      new Deployment(deployment),
      new Service(service),
      new PodDisruptionBudget(budget),
    ])
      expect(() => object.validate()).not.toThrow();
    const wrong = { ...deployment.spec, replicas: 'two' } as unknown as NonNullable<
      IDeployment['spec']
    >;
    expect(() => new Deployment({ ...deployment, spec: wrong }).validate()).toThrow('replicas');
  });

  it('has no field that Kubernetes does not know', () => {
    expect(typeErrors(text)).toBe('');
    expect(typeErrors(text.replace('readinessProbe:', 'readynessProbe:'))).toMatch(
      /TS2353.*readynessProbe/,
    );
    expect(typeErrors(text.replace('minAvailable: 1', 'minAvailible: 1'))).toMatch(
      /TS2353.*minAvailible/,
    );
  });

  it('holds a deployment, a service and a disruption budget that belong together', () => {
    expect([deployment, service, budget].map(({ kind }) => kind)).toEqual([
      'Deployment',
      'Service',
      'PodDisruptionBudget',
    ]);
    expect(objects(text)).toHaveLength(3);
    const labels = { 'app.kubernetes.io/name': 'wabot' };
    expect(deployment).toMatchObject({
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { securityContext: { runAsNonRoot: true } } },
      },
    });
    expect(service).toMatchObject({ spec: { selector: labels, ports: [{ targetPort: 'http' }] } });
    expect(budget).toMatchObject({ spec: { selector: { matchLabels: labels } } });
  });

  it('asks the bot where it answers, and takes the address of Redis from a secret', () => {
    const [container] = deployment.spec?.template.spec?.containers ?? [];
    expect(container).toMatchObject({
      livenessProbe: { httpGet: { path: '/health', port: 'http' } },
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
    });
    const env = container?.env ?? [];
    expect(env.find(({ name }) => name === 'REDIS_URL')?.valueFrom).toEqual({
      secretKeyRef: { name: 'wabot', key: 'REDIS_URL' },
    });
    const tables = [...coreSettings(builtIn).map(({ settings }) => settings), redisSettings];
    const known = new Set(
      tables.flatMap((table) => Object.values(table).map((setting) => setting.env)),
    );
    expect(
      env.map(({ name }) => name).filter((name) => name !== 'PROMPT_FILE' && !known.has(name)),
    ).toEqual([]);
  });
});
