// Changes the code at random points, one at a time, and sees whether the tests near it notice: `npm run mutants -- --seed 7
// --points 60 --in src/core/markup`. Ends with 1 when they notice less than they should. The working tree is not touched.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Judge, type Judged } from './mutants/judge.ts';
import { NearTests } from './mutants/near.ts';
import { pointsOf, type Point } from './mutants/points.ts';
import { shuffled } from './mutants/shuffled.ts';
import { Workshop } from './mutants/workshop.ts';

const root = dirname(import.meta.dirname);

/** The share of changes that the tests must notice, in percent. */
const leastNoticed = 92;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 10_000) },
    points: { type: 'string', default: '60' },
    in: { type: 'string', multiple: true, default: ['src/core', 'src/plugins'] },
  },
});

function allPoints(folders: readonly string[]): Point[] {
  const paths = folders.flatMap((folder) =>
    globSync(folder.endsWith('.ts') ? folder : `${folder}/**/*.ts`, { cwd: root }),
  );
  return paths
    .toSorted()
    .flatMap((path) =>
      pointsOf(path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')),
    );
}

function line({ point, verdict, tests }: Judged): string {
  return `${verdict.padEnd(10)} ${point.path}:${point.line}  ${point.change}  (${tests} files of tests)`;
}

const seed = Number(values.seed);
const points = shuffled(allPoints(values.in), seed).slice(0, Number(values.points));
console.log(`seed ${seed}: ${points.length} points in ${values.in.join(', ')}`);

await using workshop = await Workshop.open(root);
// Nothing of the copy is left when it is broken off.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void workshop[Symbol.asyncDispose]().finally(() => process.exit(1)));
}
const judge = new Judge(workshop, new NearTests(workshop.folder));
const judged: Judged[] = [];
for (const point of points) {
  judged.push(await judge.judge(point));
  console.log(judged.slice(-1).map(line).join(''));
}

const count = (verdict: Judged['verdict']): number =>
  judged.filter((each) => each.verdict === verdict).length;
const [noticed, missed] = [count('noticed'), count('missed')];
const share = noticed + missed === 0 ? 100 : (100 * noticed) / (noticed + missed);
console.log(
  `\nnoticed ${noticed}, missed ${missed}, not judged ${count('not judged')}: ${share.toFixed(1)} %, at least ${leastNoticed} wanted`,
);
for (const each of judged.filter(({ verdict }) => verdict === 'missed')) console.log(line(each));
process.exitCode = share >= leastNoticed ? 0 : 1;
