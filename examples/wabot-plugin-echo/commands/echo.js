import * as Args from '@oclif/core/args';
import { Command } from '@oclif/core/command';
import { echo } from '../echo.js';

export default class Echo extends Command {
  static summary = 'Show what the model "echo" answers.';
  static description = 'A command of the example package of plugins.';
  static examples = ['<%= config.bin %> echo "How much is the course?"'];
  static enableJsonFlag = true;
  static args = { text: Args.string({ description: "The customer's message.", required: true }) };

  async run() {
    const { args } = await this.parse(Echo);
    const reply = echo('You wrote:', args.text);
    this.log(reply);
    return { reply };
  }
}
