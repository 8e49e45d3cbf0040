import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { PhoneHints } from '../../../../src/cli/dev/phone/phone-hints.ts';
import type { Phones } from '../../../../src/cli/dev/phone/phones.ts';

/** A page that reads nothing: its stream was ended, and is open until it has taken all. */
class Stalled extends EventEmitter {
  isEnded = false;
  written = 0;

  writeHead(): this {
    return this;
  }

  write(): boolean {
    if (this.isEnded) throw new Error('write after end');
    this.written += 1;
    return false;
  }

  end(): this {
    this.isEnded = true;
    return this;
  }
}

it('writes no more to a page that has given way, though its connection stays open', async () => {
  let change = (): void => {};
  const onChange = (listener: () => void): (() => void) => {
    change = listener;
    return () => {};
  };
  const hints = new PhoneHints({ onChange } as unknown as Phones);
  const pages = Array.from({ length: 20 }, () => new Stalled());
  for (const page of pages) hints.answer(page as unknown as ServerResponse);
  const changed = new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
  change();
  await changed;
  expect(pages.map(({ isEnded }) => isEnded)).toEqual(pages.map((_, index) => index < 4));
  expect(pages.map(({ written }) => written)).toEqual(pages.map((_, index) => (index < 4 ? 1 : 2)));
  hints.close();
  expect(pages.every(({ isEnded }) => isEnded)).toBe(true);
});
