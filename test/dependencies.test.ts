import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Locked {
  dev?: boolean;
  license?: string;
  integrity?: string;
  hasInstallScript?: boolean;
  optional?: boolean;
  engines?: { node?: string };
}

const root = dirname(import.meta.dirname);
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};
const installed = Object.entries(packages).filter(([path, { dev = false }]) => path !== '' && !dev);

/** Licences under which a business may run, change and pass on what it got. */
const permissive =
  /^\(?(MIT|Apache-2\.0|ISC|BSD(-[23]-Clause)?|BlueOak-1\.0\.0|0BSD|CC0-1\.0|Unlicense|Python-2\.0)( OR .+\)?| AND Zlib\))?$/;

/** The licence that a package names, in the lock or in its own manifest. */
function licence(path: string, { license }: Locked): string {
  if (license !== undefined) return license;
  const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as {
    license?: string;
    licenses?: { type: string }[];
  };
  return manifest.license ?? manifest.licenses?.map(({ type }) => type).join(' AND ') ?? 'none';
}

describe('what is installed with wabot', () => {
  it('is installed by the npm of Node 20, too: an optional package that wants more would be left out without a word', () => {
    const wants = (node: string): number => Number(/^>=\s*(\d+)/.exec(node)?.[1] ?? Number.NaN);
    const optional = installed.filter(([, { optional: is = false }]) => is);
    expect(optional.length).toBeGreaterThan(5);
    expect(
      optional.flatMap(([path, { engines }]) =>
        engines?.node === undefined || wants(engines.node) <= 20 ? [] : [[path, engines.node]],
      ),
    ).toEqual([]);
  });

  it('is what was locked, to the byte', () => {
    expect(installed.length).toBeGreaterThan(100);
    expect(
      installed
        .filter(([, { integrity = '' }]) => !integrity.startsWith('sha512-'))
        .map(([path]) => path),
    ).toEqual([]);
  });

  it('has permissive licences; ffmpeg, a program of its own that nothing is linked to, is optional', () => {
    // What belongs to an optional package is not there where that could not be installed.
    const here = installed.filter(
      ([path, { license }]) => license !== undefined || existsSync(join(root, path)),
    );
    const others = here.filter(([path, locked]) => !permissive.test(licence(path, locked)));
    expect(others.map(([path]) => path)).toEqual(['node_modules/ffmpeg-static']);
  });

  it('runs no script of its own at installation but for the download of ffmpeg', () => {
    const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>;
    };
    const scripted = installed.filter(([, { hasInstallScript = false }]) => hasInstallScript);
    const names = scripted.map(([path]) => path.replace('node_modules/', ''));
    expect(names.filter((name) => allowScripts[name] !== false)).toEqual(['ffmpeg-static']);
  });
});
