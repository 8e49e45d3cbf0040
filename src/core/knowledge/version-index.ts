import { fork } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServiceError } from '../errors.ts';
import { PassageIndex } from './passage-index.ts';

/** 20 MB of text take seconds; longer than this, milliseconds, is a machine in trouble. */
const patienceMs = 120_000;

const program = fileURLToPath(
  new URL(`./index-process${extname(import.meta.url)}`, import.meta.url),
);

/** The index of a version in the folder of the versions, built by a child process where there is none yet. Rejects with a ServiceError. */
export async function versionIndex(
  folder: string,
  number: number,
  signal: AbortSignal,
): Promise<PassageIndex> {
  const file = join(folder, `index-${number}.db`);
  const known = PassageIndex.open(file);
  if (known) return known;
  await build(join(folder, `${number}.json`), file, signal);
  const built = PassageIndex.open(file);
  if (!built) throw unbuilt();
  await forgetOthers(folder, number);
  return built;
}

function build(version: string, file: string, signal: AbortSignal): Promise<void> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  return new Promise((resolve, reject) => {
    const child = fork(program, [version, file], {
      execArgv: [],
      stdio: 'ignore',
      signal: limited,
      killSignal: 'SIGKILL',
    });
    child.on('error', () => reject(signal.aborted ? signal.reason : unbuilt()));
    child.on('exit', (code) => (code === 0 ? resolve() : reject(unbuilt())));
  });
}

/** Indexes of older versions: who still searches one has it open. */
async function forgetOthers(folder: string, number: number): Promise<void> {
  const old = (await readdir(folder)).filter(
    (name) => /^index-\d+\.db/.test(name) && !name.startsWith(`index-${number}.db`),
  );
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
}

function unbuilt(): ServiceError {
  return new ServiceError('knowledge.index', 'The index of the documents could not be built', {
    retryable: true,
  });
}
