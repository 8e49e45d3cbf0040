import { ToolsCommand } from '../../cli/base/tools-command.ts';
import { reportLines } from '../../cli/terminal/report-lines.ts';
import { interruption } from '../../cli/terminal/signals.ts';
import { toldReport } from '../../cli/owner-words.ts';
import { exitCodeOf, type Report } from '../../core/checks/check-runner.ts';
import { runAllChecks } from '../../core/checks/all-checks.ts';
import { sharedCheckNames } from '../../core/checks/shared-checks.ts';

/** The longest time of one check, milliseconds: servers of MCP have to begin. */
const deadlineMs = 30_000;

export default class ToolsCheck extends ToolsCommand {
  static override readonly hidden = true;
  static override readonly summary = 'Check the functions that the model may call.';
  static override readonly description =
    'Names every fault of the file that WABOT_TOOLS names, with its line, and whether its MCP servers are available and describe their functions as they did when these were approved. No function is called. Exit 0: nothing is wrong; 3: you must act; 4: a service is failing.';
  static override readonly examples = [
    '<%= config.bin %> tools check',
    '<%= config.bin %> tools check --json',
  ];

  async run(): Promise<Report> {
    await this.parse(ToolsCheck);
    const { catalog, environment } = await this.world();
    const only = sharedCheckNames({ catalog }, ['tool']);
    const options = { catalog, environment, only, deep: false, deadlineMs };
    const report = await this.waiting('Checking', () =>
      runAllChecks({ ...options, signal: interruption() }),
    );
    for (const line of reportLines(toldReport(report, this.words), this.screen, this.words))
      this.log(line);
    if (report.checks.length === 0)
      this.logToStderr('There are no functions: set WABOT_TOOLS to a file that names some.');
    process.exitCode = exitCodeOf(report);
    return report;
  }
}
