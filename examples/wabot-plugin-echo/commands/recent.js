import { WabotCommand } from 'wabot/plugin';

export default class Recent extends WabotCommand {
  static summary = 'Show the five chats that were active last.';
  static description =
    'A command of the example package of plugins, over whatever memory the settings choose.';
  static examples = ['<%= config.bin %> recent'];

  async run() {
    const chats = await this.listChats(5);
    for (const { chat, messages } of chats) this.log(`${chat}  ${messages}`);
    return { chats };
  }
}
