import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { builtInPhrases } from '../../src/core/phrases/phrases.ts';
import { customer } from './dialogue.ts';
import { openWorld, until, type World } from './world.ts';

const { unsure } = builtInPhrases.ru;
const rounds = process.env['CI'] === 'true' ? 8 : 3;
const chatsARound = 12;

interface Post {
  id: string;
  chat: string;
  message: string;
}

/** A workflow that knows each turn again by its `webhook-id`, and loses every tenth answer. */
class Workflow implements AsyncDisposable {
  readonly posts: Post[] = [];
  /** What was done, once for each `webhook-id` that is new. */
  readonly deeds = new Map<string, Post>();
  readonly #server = createServer();
  answersAfterMs = (): number => Math.random() * 120;

  static async open(): Promise<Workflow> {
    const workflow = new Workflow();
    workflow.#server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method !== 'POST') return void response.writeHead(204).end();
        const { data } = JSON.parse(Buffer.concat(chunks).toString()) as {
          data: { message: string; customer: { chat: string } };
        };
        const id = String(request.headers['webhook-id']);
        const post = { id, chat: data.customer.chat, message: data.message };
        workflow.posts.push(post);
        if (!workflow.deeds.has(id)) workflow.deeds.set(id, post);
        const isLost = workflow.posts.length % 10 === 0;
        setTimeout(
          () => (isLost ? response.destroy() : response.end(replyTo(data.message))),
          workflow.answersAfterMs(),
        );
      });
    });
    workflow.#server.listen(0, '127.0.0.1');
    await once(workflow.#server, 'listening');
    return workflow;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

const replyTo = (message: string): string =>
  JSON.stringify({ reply: `Готово, я записал вас. Вы писали: ${message}`, done: true });

function openHookWorld(workflow: Workflow): Promise<World> {
  return openWorld({
    idle: true,
    env: {
      USE_N8N: 'true',
      WABOT_MODEL_WEBHOOK: workflow.url,
      WABOT_MODEL_SECRET: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3',
      WABOT_OWNERS: '+77009000001',
      WABOT_QUIET_MS: '20',
    },
    greenApi: { latencyMs: () => Math.random() * 30, redeliverMs: 100 },
  });
}

/** What customers heard, and what the workflow met. */
function outcome(world: World, workflow: Workflow, customers: readonly string[]): unknown {
  const heard = customers.map((chat) => world.heardBy(chat));
  const idsOf = (chat: string): Set<string> =>
    new Set(workflow.posts.filter((post) => post.chat === chat).map(({ id }) => id));
  return {
    silent: heard.filter((texts) => texts.length === 0).length,
    answeredTwice: heard.filter((texts) => texts.length > 1).length,
    severalIds: customers.filter((chat) => idsOf(chat).size > 1).length,
    odd: heard.flat().filter((text) => !text.startsWith('Готово') && !text.startsWith(unsure)),
  };
}

describe('turns of a webhook while processes are killed and answers are lost', () => {
  it('have one webhook-id each and are answered once each', { timeout: 300_000 }, async () => {
    await using workflow = await Workflow.open();
    await using world = await openHookWorld(workflow);
    const customers: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const running = await world.spawn();
      const chats = Array.from({ length: chatsARound }, (_, each) =>
        customer(100 + round * chatsARound + each),
      );
      for (const [index, chat] of chats.entries()) {
        const id = world.greenApi.say(chat, `Запишите меня, я номер ${index}`);
        if (index % 3 === 0) world.greenApi.repeat(id);
      }
      customers.push(...chats);
      await sleep(100 + Math.random() * 400);
      await running.stop('SIGKILL');
      world.bring(undefined);
    }
    await world.spawn();
    const right = { silent: 0, answeredTwice: 0, severalIds: 0, odd: [] };
    await until(() => expect(outcome(world, workflow, customers)).toEqual(right));
    expect(workflow.deeds.size).toBe(customers.length);
  });

  it('are posted again as they were, and what came meanwhile is a turn of its own', async () => {
    await using workflow = await Workflow.open();
    workflow.answersAfterMs = () => 60_000;
    await using world = await openHookWorld(workflow);
    const running = await world.spawn();
    const anna = customer(1);
    world.greenApi.say(anna, 'Запишите меня');
    await until(() => expect(workflow.posts).toHaveLength(1));
    world.greenApi.say(anna, 'И мужа');
    await world.greenApi.whenDelivered();
    await running.stop('SIGKILL');
    world.bring(undefined);
    workflow.answersAfterMs = () => 0;
    await world.spawn();
    await until(() => expect(workflow.posts.at(-1)?.message).toBe('И мужа'));
    const [first, ...others] = workflow.posts;
    expect(others.filter(({ message }) => message === 'Запишите меня')).toEqual([first]);
    expect(workflow.deeds.size).toBe(2);
  });
});
