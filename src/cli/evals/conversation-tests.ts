import { CLIError } from '@oclif/core/errors';
import type {
  ConversationTests,
  TestConversation,
  TestRun,
} from '../../core/console-calls/conversation-tests.ts';
import type { EvalFile } from '../../core/evals/suite.ts';
import type { Catalog } from '../../core/kinds/plugin.ts';
import type { Environment } from '../../core/settings/settings.ts';

/** What the bot runs with. */
interface Served {
  catalog: Catalog;
  environment: Environment;
}

/** The conversations of a folder, `evals` without one, for the owner's page; nothing of them is loaded before somebody looks. */
export function conversationTests(served: Served, folder?: string): ConversationTests {
  const files = (): Promise<EvalFile[]> => filesIn(folder);
  return {
    list: async () => Promise.all((await files()).map(listed)),
    run: async (run) => runAll(await files(), served, run),
  };
}

async function filesIn(folder: string | undefined): Promise<EvalFile[]> {
  const { foundFiles } = await import('./found-files.ts');
  try {
    return await foundFiles(folder === undefined ? [] : [folder]);
  } catch (error) {
    // What a command calls wrong usage is nothing to show here.
    if (error instanceof CLIError) return [];
    throw error;
  }
}

async function listed({ path, case: { file, title, steps } }: EvalFile): Promise<TestConversation> {
  const { Recordings } = await import('../../core/evals/recordings.ts');
  const asking = new Set(['say', 'voice', 'file']);
  const questions = steps.filter((step) => 'do' in step && asking.has(step.do.type)).length;
  return { file, title, questions, isRecorded: !(await Recordings.of(path)).isEmpty };
}

/** One at a time: customers of the same process are answered meanwhile. */
async function runAll(
  files: readonly EvalFile[],
  { catalog, environment }: Served,
  { prompt, isOffline: offline, signal, done }: TestRun,
): Promise<string[]> {
  const [{ openEvalWorld }, { evalSummary, runSuite }, { summaryLines }, { printedCase }] =
    await Promise.all([
      import('./eval-world.ts'),
      import('../../core/evals/suite.ts'),
      import('./eval-lines.ts'),
      import('./printed-case.ts'),
    ]);
  const world = await openEvalWorld({ catalog, environment, offline, record: false });
  try {
    const results = await runSuite(files, await world.parts(prompt), {
      repeat: 1,
      jobs: 1,
      signal,
      done: (result) => done(printedCase(result)),
    });
    return summaryLines(evalSummary(results), world.isSandbox);
  } finally {
    await world.close();
  }
}
