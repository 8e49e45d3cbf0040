import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { WabotCommand } from 'wabot/plugin';
import model, { echo } from '../echo.js';

export default class Echo extends WabotCommand {
  static summary = 'Show what the model "echo" answers, or send it to a customer.';
  static description = 'A command of the example package of plugins.';
  static examples = [
    '<%= config.bin %> echo "How much is the course?"',
    '<%= config.bin %> echo --phone 77001234567 "How much is the course?"',
  ];
  static args = { text: Args.string({ description: "The customer's message.", required: true }) };
  static flags = {
    phone: Flags.string({ summary: 'Send it to this customer, through the outbox.' }),
  };

  async run() {
    const { args, flags } = await this.parse(Echo);
    const { greeting } = await this.readSettings(model.settings);
    const reply = echo(greeting, args.text);
    this.log(reply);
    if (flags.phone !== undefined) await this.send(flags.phone, reply);
    return { reply };
  }
}
