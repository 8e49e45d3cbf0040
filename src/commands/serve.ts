import * as Flags from '@oclif/core/flags';
import { WabotCommand } from '../cli/base/base-command.ts';
import { conversationTests } from '../cli/evals/conversation-tests.ts';
import { IdleCollector } from '../core/server/idle-collector.ts';
import { startBot } from '../core/server/start-bot.ts';
import { firstSignal } from '../cli/terminal/signals.ts';

export default class Serve extends WabotCommand {
  static override readonly summary = 'Answer customers: receive messages, reply, remember.';
  static override readonly description =
    'Listens for GREEN-API notifications on POST /webhook (or fetches them with --poll) until SIGTERM or Ctrl+C, then finishes the work in progress. GET /health and GET /ready report its state; with WABOT_ADMIN_TOKEN, /console is the page of the owner, and GET /test-connection tests the channel.';
  static override readonly examples = ['<%= config.bin %> serve', '<%= config.bin %> serve --poll'];
  static override readonly flags = {
    poll: Flags.boolean({
      summary: 'Fetch messages instead of waiting for the webhook (needs no public address).',
    }),
  };

  async run(): Promise<{ stopped: string }> {
    const { flags } = await this.parse(Serve);
    const signalled = firstSignal();
    const world = await this.world();
    const serving = await startBot({
      ...world,
      tests: conversationTests(world),
      poll: flags.poll,
      version: this.config.version,
      prove: async (text, signal) => {
        const { proveApart } = await import('../cli/evals/prove-apart.ts');
        return proveApart(text, signal);
      },
    });
    const collector = new IdleCollector(() => serving.bot.isIdle);
    try {
      const signal = await Promise.race([signalled, serving.failed]);
      return { stopped: signal };
    } finally {
      collector.stop();
      await serving.stop();
    }
  }
}
