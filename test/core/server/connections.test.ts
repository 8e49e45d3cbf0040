import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  connectionLimits,
  Connections,
  type ConnectionLimits,
} from '../../../src/core/server/connections.ts';
import { openFilesLimit } from '../../../src/core/files/open-files.ts';

const usual = { strangers: 3, known: 2, lasting: 3, pipelined: 2 };

/** A house and the callers that came in, oldest first; how often it was full is counted. */
function house(limits: ConnectionLimits = usual) {
  let crowded = 0;
  const connections = new Connections(limits, () => (crowded += 1));
  const come = (): Socket => {
    const socket = new Socket();
    connections.opened(socket);
    return socket;
  };
  const called = (): Socket => {
    const socket = come();
    connections.begin(socket);
    connections.end(socket, !connections.outlivesCall(socket));
    return socket;
  };
  return { connections, come, called, crowded: () => crowded };
}

/** Which of them are closed. */
function closed(...sockets: Socket[]): boolean[] {
  return sockets.map(({ destroyed }) => destroyed);
}

describe('a full house', () => {
  it('closes the oldest stranger, never the newest', () => {
    const { come, crowded } = house();
    const sockets = Array.from({ length: 6 }, come);
    expect(closed(...sockets)).toEqual([true, true, true, false, false, false]);
    expect(crowded()).toBe(3);
  });

  it('closes those between two calls before those that call or have only come', () => {
    const { connections, come, called } = house();
    const [calling, idle] = [come(), called()];
    connections.begin(calling);
    const [third, newest] = [come(), come()];
    expect(closed(calling, idle, third, newest)).toEqual([false, true, false, false]);
  });

  it('counts one that calls again among those that call', () => {
    const { connections, come, called } = house();
    const [again, idle] = [called(), called()];
    connections.begin(again);
    const [third, newest] = [come(), come()];
    expect(closed(again, idle, third, newest)).toEqual([false, true, false, false]);
  });

  it('keeps anyone who has shown the right token, between calls too', () => {
    const { connections, come } = house();
    const known = come();
    connections.begin(known);
    connections.prove(known);
    connections.end(known, false);
    for (let count = 0; count < 20; count += 1) come();
    expect(known.destroyed).toBe(false);
  });

  it('bounds the calls at once of one that is a stranger again, as of any', () => {
    const { connections, come } = house();
    const [one, two, three] = [come(), come(), come()];
    for (const socket of [one, two, three]) connections.prove(socket);
    const begun = (socket: Socket): boolean[] =>
      Array.from({ length: 3 }, () => connections.begin(socket));
    expect([begun(one), begun(three)]).toEqual([
      [true, true, false],
      [true, true, true],
    ]);
    expect(closed(one, two, three)).toEqual([true, false, false]);
  });

  it('takes for a stranger again whose proof is longest ago when too many have one', () => {
    const { connections, come } = house();
    const [one, two, three] = [come(), come(), come()];
    for (const socket of [one, two, one, three]) connections.prove(socket);
    for (let count = 0; count < 5; count += 1) come();
    expect(closed(one, two, three)).toEqual([false, true, false]);
  });

  it('has room again when somebody leaves', () => {
    const { come } = house();
    const sockets = Array.from({ length: 3 }, come);
    sockets[0]?.emit('close', false);
    const newest = come();
    expect(closed(...sockets, newest)).toEqual([false, false, false, false]);
  });
});

describe('among many', () => {
  it('keeps no stranger whose call has ended, so that newcomers do not wait for all their next calls', () => {
    const { connections, come, called, crowded } = house({
      strangers: 9,
      known: 2,
      lasting: 2,
      pipelined: 2,
    });
    const [first, second, third] = [called(), called(), called()];
    expect([closed(first, second, third), crowded()]).toEqual([[false, false, true], 1]);
    const known = come();
    connections.begin(known);
    connections.prove(known);
    connections.end(known, false);
    const twice = come();
    connections.begin(twice);
    connections.begin(twice);
    connections.end(twice, !connections.outlivesCall(twice));
    expect(closed(known, twice)).toEqual([false, false]);
    connections.end(twice, !connections.outlivesCall(twice));
    expect(closed(first, second, known, twice)).toEqual([false, false, false, true]);
  });
});

describe('calls under way on one connection', () => {
  it('are few for a stranger, who is closed, and as many as wanted for others', () => {
    const { connections, come } = house();
    const [stranger, known] = [come(), come()];
    connections.prove(known);
    const began = (socket: Socket): boolean[] =>
      Array.from({ length: 4 }, () => connections.begin(socket));
    expect([began(stranger), stranger.destroyed]).toEqual([[true, true, false, false], true]);
    expect([began(known), known.destroyed]).toEqual([[true, true, true, true], false]);
  });

  it('may follow each other', () => {
    const { connections, come } = house();
    const stranger = come();
    for (let count = 0; count < 9; count += 1) {
      expect(connections.begin(stranger)).toBe(true);
      connections.end(stranger, false);
    }
  });
});

describe('the limits', () => {
  it.each([
    [20_000, 384, 128],
    [1024, 384, 128],
    [512, 192, 64],
    [256, 96, 32],
    [1, 3, 1],
    [Infinity, 384, 128],
  ])('with %s open files are %s strangers and %s known', (files, strangers, known) => {
    expect(connectionLimits(files)).toMatchObject({ strangers, known });
  });

  it('come from what the system says of this process', () => {
    const said = (text: string) => openFilesLimit(() => text);
    const line =
      'Max processes  1  2  processes\nMax open files            1024                 524288               files     \n';
    expect(said(line)).toBe(1024);
    expect(
      said('Max open files            unlimited            unlimited            files     \n'),
    ).toBe(Infinity);
    expect(said('')).toBe(256);
    expect(
      openFilesLimit(() => {
        throw new Error('no such file');
      }),
    ).toBe(256);
    expect(openFilesLimit()).toBeGreaterThanOrEqual(256);
  });
});
