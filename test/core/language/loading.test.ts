import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Detector } from '../../../src/core/language/detector.ts';
import { readWeights, weightsFile, writtenWeights } from '../../../src/core/language/weights.ts';

const run = promisify(execFile);
const folder = new URL('../../../src/core/language/', import.meta.url);

/** Runs code in a process of its own that reports whether the weights were read: `read()` tells so far. */
async function inProcess(code: string): Promise<unknown> {
  const script = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    let reads = 0;
    const original = fs.readFileSync;
    fs.readFileSync = (path, ...rest) => { if (String(path).endsWith('weights.bin')) reads += 1; return original(path, ...rest); };
    syncBuiltinESMExports();
    const { detectLanguage, detectLanguages, languages } = await import(${JSON.stringify(new URL('index.ts', folder).href)});
    const read = () => reads;
    ${code}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script]);
  return JSON.parse(stdout);
}

describe('the weights', () => {
  it('are no more than 200,000 bytes', async () => {
    expect((await stat(fileURLToPath(weightsFile))).size).toBeLessThanOrEqual(200_000);
  });

  it('are not read by an import, nor by a text without words', async () => {
    expect(
      await inProcess(
        "detectLanguage('👍 123', { previous: 'kk' }); console.log(JSON.stringify([languages.length, read()]));",
      ),
    ).toEqual([3, 0]);
  });

  it('are read once', async () => {
    const code =
      "for (const text of ['сәлем', 'привет', 'hello']) detectLanguages(text); console.log(JSON.stringify(read()));";
    expect(await inProcess(code)).toBe(1);
  });

  it('lie where the module looks for them, and are what was written', async () => {
    const weights = readWeights();
    expect(new Set(weights.codes).size).toBeGreaterThan(200);
    expect(weights.pairs.every(Number.isFinite)).toBe(true);
    expect(Buffer.from(writtenWeights(weights)).equals(await readFile(weightsFile))).toBe(true);
  });

  it('are asked for by the detector only when there is something to weigh', () => {
    const detector = new Detector(() => {
      throw new Error('read');
    });
    expect(detector.detect('123')).toEqual({ language: 'ru', confidence: 0 });
    expect(() => detector.detect('сәлем')).toThrow('read');
  });
});
