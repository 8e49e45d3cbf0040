import { expect, it } from 'vitest';
import { watchTimers } from '../timers.ts';
import { customer, saying } from './dialogue.ts';
import { openWorld } from './world.ts';

it.each([
  ['a webhook', false],
  ['polling', true],
])(
  'a bot with %s that was stopped leaves no timer and no listener for the process behind',
  async (_, poll) => {
    const listeners = (): number[] =>
      (['SIGTERM', 'SIGINT', 'exit'] as const).map((name) => process.listenerCount(name));
    await using world = await openWorld({ poll });
    const before = listeners();
    const timers = watchTimers();
    await world.ask(customer(1), saying('Сколько стоит курс?'));
    world.greenApi.say(customer(2), saying('А скидки есть?'));
    await world.replies(customer(2));
    await world.settled();
    expect(timers.set().length).toBeGreaterThan(0);
    await world.stop();
    expect(timers.left().filter((place) => !place.startsWith('src/sandbox/'))).toEqual([]);
    expect(listeners()).toEqual(before);
  },
);
