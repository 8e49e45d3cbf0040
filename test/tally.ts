import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with the line `N passed, N failed`, alone on its line, for programs that read it. */
export class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length };
    for (const module of modules) {
      const before = count.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed') count[state] += 1;
      }
      if (!module.ok() && count.failed === before) count.failed += 1;
    }
    process.once('exit', () =>
      process.stdout.write(`${count.passed} passed, ${count.failed} failed\n`),
    );
  }
}
