import { definePlugin, text } from 'wabot/plugin';

/** What the model answers. */
export function echo(greeting, said) {
  return `${greeting} ${said}`;
}

export default definePlugin({
  kind: 'model',
  version: 1,
  name: 'echo',
  summary: 'Repeats what the customer wrote; an example',
  settings: {
    greeting: text('ECHO_GREETING', {
      summary: 'What stands before the words of the customer',
      default: 'You wrote:',
    }),
  },
  async create({ greeting }, world) {
    return {
      async answer({ messages }) {
        const said = messages.at(-1)?.text ?? '';
        world.log.info('echo-answered', { characters: said.length });
        return {
          text: echo(greeting, said),
          model: 'echo',
          finish: 'stop',
          usage: { input: 1, cached: 0, output: 1 },
        };
      },
    };
  },
});
