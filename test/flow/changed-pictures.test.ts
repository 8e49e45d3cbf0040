import { describe, expect, it } from 'vitest';
import { drawn } from '../pictures.ts';
import { customer } from './dialogue.ts';
import { Gate } from './gate.ts';
import { openWorld, type World } from './world.ts';

const chat = customer(1);

/** A bot whose model is looking at a picture with this caption, and answers when the gate opens; `id`: the picture's. */
async function looking(world: World, gate: Gate, caption: string): Promise<string> {
  world.env['OPENAI_BASE_URL'] = `${gate.url}/v1`;
  await world.start();
  const asked = gate.close();
  const id = world.greenApi.sendFile(chat, drawn('64x48'), { caption });
  await asked;
  return id;
}

function lastAsked(world: World): string {
  return JSON.stringify(world.openAi.requests.findLast((one) => one.chat)?.chat?.messages);
}

describe('a picture, while the model looks at it', () => {
  it('gets another caption: the answer is to that one, about the same picture', async () => {
    await using world = await openWorld({ idle: true, openAi: { answer: () => 'Есть.' } });
    await using gate = await Gate.before(world.openAi.url);
    const id = await looking(world, gate, 'Есть такое в синем?');
    world.greenApi.receive(chat, {
      typeMessage: 'editedMessage',
      editedMessageData: { caption: 'Есть такое в красном?', stanzaId: id },
    });
    await world.greenApi.whenDelivered();
    gate.open();
    expect(await world.replies(chat)).toEqual(['Есть.']);
    await world.settled();
    expect(world.heardBy(chat)).toEqual(['Есть.']);
    expect(lastAsked(world)).toContain('Есть такое в красном?');
    expect(lastAsked(world)).not.toContain('в синем');
    expect(lastAsked(world)).toContain('data:image/jpeg;base64,');
  });

  it('is taken back: nothing is answered, and nothing of it is remembered', async () => {
    const seen = '<seen>A passport of Aigerim.</seen>\nВижу паспорт.';
    await using world = await openWorld({ idle: true, openAi: { answer: () => seen } });
    await using gate = await Gate.before(world.openAi.url);
    const id = await looking(world, gate, 'Это мой паспорт');
    world.greenApi.receive(chat, {
      typeMessage: 'deletedMessage',
      deletedMessageData: { stanzaId: id },
    });
    await world.greenApi.whenDelivered();
    gate.open();
    await world.settled();
    expect(world.heardBy(chat)).toEqual([]);
    expect(JSON.stringify(await world.written())).not.toContain('Aigerim');
  });
});
