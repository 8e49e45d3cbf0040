import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Small files that run for long: they kill processes, or start one for every line of a document. */
const long = /(?:\bkills?|\/deadly|\/redis|\/dev|\/examples|\/docs-commands|\/readme)\.test\.ts$/;

/** What runs for long begins first, also in a new clone, where vitest goes by the sizes of the files: else one is left alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => (long.test(moduleId) ? 0 : 1);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
