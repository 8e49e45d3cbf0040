import { describe, expect, it } from 'vitest';
import {
  checkToken,
  tokenState,
  unfitToken,
} from '../../../../src/plugins/channel/green-api/token-state.ts';

const strong = 'a-long-random-word';
const weak = 'twelve-signs';
const url = 'https://shop.example/webhook';
const plain = { poll: false, openWebhook: false };

describe("the vendor's token", () => {
  it.each([
    ['', strong, 'none'],
    ['', undefined, 'none'],
    [strong, strong, 'ours'],
    [`Bearer ${strong}`, strong, 'ours'],
    [strong, `Bearer ${strong}`, 'ours'],
    [strong, undefined, 'another'],
    [weak, strong, 'another'],
  ] as const)('%j beside %j is %s', (theirs, ours, state) => {
    expect(tokenState(theirs, ours)).toBe(state);
  });
});

describe('what is found of it', () => {
  it.each([
    ['ours', url, { webhookToken: strong }, ['ok webhookUrlToken is ours']],
    [
      'none',
      url,
      { webhookToken: strong },
      ['problem webhookUrlToken is not set: the calls are refused'],
    ],
    [
      'another',
      url,
      { webhookToken: strong },
      [
        'problem webhookUrlToken and GREEN_API_WEBHOOK_TOKEN are not the same: the calls are refused',
      ],
    ],
    ['another', '', { webhookToken: strong }, []],
    ['another', url, { webhookToken: strong, poll: true }, []],
    [
      'ours',
      url,
      { webhookToken: weak },
      [
        'ok webhookUrlToken is ours',
        'warning GREEN_API_WEBHOOK_TOKEN is shorter than 16 characters and may be guessed',
      ],
    ],
    [
      'none',
      '',
      { webhookToken: weak, poll: true },
      ['warning GREEN_API_WEBHOOK_TOKEN is shorter than 16 characters and may be guessed'],
    ],
    ['none', url, { poll: true }, []],
  ] as const)('%s at %j with %j', (theirs, at, ours, found) => {
    const findings = checkToken(at, theirs, { webhookToken: undefined, ...plain, ...ours });
    expect(findings.map(({ level, message }) => `${level} ${message}`)).toEqual(found);
  });

  it.each([
    ['', 'warning', false],
    ['http://127.0.0.1:3000/webhook', 'warning', false],
    ['http://127.1.2.3/webhook', 'warning', false],
    ['http://localhost/webhook', 'warning', false],
    ['http://[::1]:3000/webhook', 'warning', false],
    ['nonsense', 'problem', false],
    ['http://localhost.example/webhook', 'problem', false],
    [url, 'problem', false],
    [url, 'warning', true],
  ])('without one at %j is a %s (open: %s)', (at, level, openWebhook) => {
    expect(
      checkToken(at, 'none', { ...plain, webhookToken: undefined, openWebhook }).map(
        (each) => each.level,
      ),
    ).toEqual([level]);
  });
});

describe('an address', () => {
  it.each([
    [strong, false, undefined],
    [strong, true, undefined],
    [undefined, true, undefined],
    [undefined, false, 'is missing'],
    [weak, false, 'is shorter than 16 characters'],
    [weak, true, 'is shorter than 16 characters'],
  ])('with the token %j (open: %s) is refused as %s', (webhookToken, openWebhook, lacks) => {
    const refused = unfitToken({ ...plain, webhookToken, openWebhook });
    expect(refused?.message).toBe(
      lacks && `GREEN_API_WEBHOOK_TOKEN ${lacks}: anyone could impersonate your customers`,
    );
  });
});
