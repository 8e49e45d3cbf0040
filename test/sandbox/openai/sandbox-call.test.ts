import { describe, expect, it } from 'vitest';
import { openService, post } from './service.ts';

const tools = [{ type: 'function', function: { name: 'handoff', parameters: { type: 'object' } } }];

function asking(content: string, more: object = { tools }): object {
  return { model: 'm', messages: [{ role: 'user', content }], ...more };
}

describe('a function that is offered', () => {
  it('is called where the customer complains, wants a person, or their money back', async () => {
    await using world = await openService();
    for (const said of [
      'Верните деньги, это обман!',
      'Позовите менеджера',
      'I want a refund, refund me',
    ]) {
      const { choices } = (await (await post(world.service, asking(said))).json()) as {
        choices: [
          {
            finish_reason: string;
            message: { content: null; tool_calls: [{ function: { arguments: string } }] };
          },
        ];
      };
      const [{ message, finish_reason: finish }] = choices;
      expect(finish).toBe('tool_calls');
      expect(message).toMatchObject({
        content: null,
        tool_calls: [{ type: 'function', function: { name: 'handoff' } }],
      });
      const given: unknown = JSON.parse(message.tool_calls[0].function.arguments);
      expect(given).toMatchObject({ summary: said });
    }
  });

  it.each<[string, object]>([
    ['the customer only asks something', asking('Сколько стоит курс?')],
    ['none is offered', asking('Верните деньги!', {})],
    ['another is offered', asking('Верните деньги!', { tools: [{ function: { name: 'x' } }] })],
    ['none may be called', asking('Верните деньги!', { tools, tool_choice: 'none' })],
  ])('is not called where %s', async (_, body) => {
    await using world = await openService();
    expect(await (await post(world.service, body)).text()).not.toContain('tool_calls');
  });

  it('is called as a script says', async () => {
    await using world = await openService({
      answer: () => ({ name: 'handoff', arguments: { reason: 'r' } }),
    });
    expect(await (await post(world.service, asking('Привет'))).text()).toContain('"tool_calls"');
  });
});
