import { expect, it } from 'vitest';
import { alertWishes } from '../../../src/core/alerts/topics.ts';

const configured = ['telegram', 'whatsapp'];

it.each<[string, string[], string[], string[]]>([
  ['nothing: everything by every route', [], ['account', 'loop'], configured],
  ['topics: only those', ['account'], ['account'], configured],
  ['none', ['none'], [], configured],
  ['what is told in any case: nothing beside it', ['ticket', 'draft'], [], configured],
  ['a route: everything by that one', ['telegram'], ['account', 'loop'], ['telegram']],
  ['both', ['loop', 'whatsapp'], ['loop'], ['whatsapp']],
  ['a word that means nothing: nobody is silenced', ['tickets'], ['account', 'loop'], configured],
  ['a route that is not configured: the same', ['webhook'], ['account', 'loop'], configured],
])('WABOT_ALERTS with %s', (_, said, topics, routes) => {
  const { wants, takes } = alertWishes(said, configured);
  expect(['account', 'loop'].filter((topic) => wants(`alert.${topic}.x`))).toEqual(topics);
  expect(configured.filter(takes)).toEqual(routes);
  expect(['ticket', 'draft', 'list'].every(wants)).toBe(true);
});
