import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { enter, useCalendarServer } from '../plugins/calendar/google/calendar-server.ts';
import { customer } from './dialogue.ts';
import { chatOf } from './messenger.ts';
import { openWorld, until } from './world.ts';

const chat = customer(1);
const owner = chatOf('77015550000');
const calendar = 'aigul@group.calendar.google.com';
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const plan = `services: [{ name: Стрижка, duration: 20m }]
staff: [{ name: Айгуль, hours: 24/7 }]
notice: 0
step: 20m
`;

it('tells the customer and the owners where somebody entered something by hand while the bot booked it', async () => {
  const server = await useCalendarServer();
  await using world = await openWorld({
    idle: true,
    env: {
      WABOT_QUIET_MS: '20',
      WABOT_BOOKING: 'booking.yaml',
      WABOT_CALENDAR: 'google',
      GOOGLE_CALENDAR_ID: calendar,
      GOOGLE_API_URL: server.url,
      GOOGLE_SERVICE_ACCOUNT: 'wabot@project.iam.gserviceaccount.com',
      GOOGLE_PRIVATE_KEY: privateKey,
      WABOT_HOLIDAYS: 'none',
      WABOT_OWNERS: '+7 701 555 00 00',
    },
    openAi: { answer: () => undefined },
  });
  await writeFile(join(world.folder, 'booking.yaml'), plan);
  const day = new Date(Date.now() + 5 * 3_600_000 + 86_400_000).toISOString().slice(0, 10);
  const from = Date.parse(`${day}T15:00:00+05:00`);
  server.before = (call) =>
    call === 'POST events' && enter(server, calendar, from, from + 1_200_000);
  world.env['WABOT_BOOKING'] = join(world.folder, 'booking.yaml');
  await world.start();
  world.greenApi.say(chat, 'Запишите меня на стрижку завтра в 15:00', { name: 'Айгерим' });
  expect(await world.replies(chat)).toEqual([
    expect.stringMatching(/^\[песочница\] Это время уже занято\..*завтра в 15:20/s),
  ]);
  const [told = ''] = await until(() => {
    expect(world.heardBy(owner)).toHaveLength(1);
    return world.heardBy(owner);
  });
  expect(told).toContain('№1 Кто-то внёс запись в календарь');
  expect(told).toContain(`• Стрижка, Айгуль, ${day} 15:00\n`);
  expect(server.events).toMatchObject([
    { id: 'hand1', status: 'confirmed' },
    { status: 'cancelled' },
  ]);
});
