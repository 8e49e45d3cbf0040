import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DevInput } from '../src/cli/dev/dev-files.ts';
import { exampleNames, exampleSettings } from '../src/cli/dev/examples.ts';
import { openDevWorld } from '../src/cli/dev/open-world.ts';
import type { Exchange } from '../src/cli/dev/world.ts';
import { builtIn } from '../src/plugins/index.ts';
import { readToolsFile } from '../src/plugins/tools-file/read-tools-file.ts';
import { useFolder } from './folder.ts';

const folder = useFolder();

/** A sandbox that works for the school; resolves with what somebody hears who says something there. */
async function openSchool(): Promise<(said: DevInput) => Promise<Required<Exchange>>> {
  const world = await openDevWorld({
    catalog: builtIn,
    environment: { WABOT_OWNER_LANGUAGE: 'ru', WABOT_DISCLOSURE: 'false', WABOT_QUIET_MS: '20' },
    offline: true,
    example: 'school',
    data: undefined,
  });
  onTestFinished(() => world.close());
  const { signal } = new AbortController();
  return async (said) => ({ ownersPhone: [], ...(await world.exchange(said, signal)) });
}

/** What one of these lines heard, each as a customer. */
async function talk(lines: readonly string[]): Promise<string[]> {
  const say = await openSchool();
  const heard: string[] = [];
  for (const text of lines) heard.push((await say({ text })).replies.join('\n'));
  return heard;
}

describe('the example of a school', () => {
  it('has every file that its settings name, and functions without a fault once they are switched on', async () => {
    for (const name of exampleNames)
      for (const path of Object.values(exampleSettings(name)))
        if (path?.includes('.')) expect(await readFile(path, 'utf8')).not.toBe('');
    const { WABOT_TOOLS: given = '' } = exampleSettings('school');
    const text = await readFile(given, 'utf8');
    const path = join(folder(), 'tools.yaml');
    const switchedOn = text.replace('tools: []', '').replaceAll(/^# (tools:|  )/gm, '$1');
    await writeFile(path, switchedOn.replaceAll(/^#$/gm, ''));
    const read = await readToolsFile({ path, environment: { CRM_KEY: 'secret' } });
    expect(read.faults).toEqual([]);
    expect(read.functions.map(({ name }) => name)).toEqual(['course_places', 'order_textbook']);
  });

  it.each([
    [
      ['Хочу записаться на пробный урок', '1', 'На когда я записан?', 'Отмените запись'],
      [/Какое время вам подходит\?$/, /Записал вас: Пробный урок/, /• Пробный урок/, /Отменил/],
    ],
    [
      ['Сынақ сабағына жазылғым келеді', '1', 'Мен қашанға жазылғанмын?', 'Жазылуымды болдырмаңыз'],
      [/Қай уақыт сізге ыңғайлы\?$/, /жазып қойдым: Пробный/, /• Пробный/, /бас тарттым: Пробный/],
    ],
    [
      ['I want to book a trial lesson', '1', 'When is my lesson?', 'Please cancel my booking'],
      [/Which time suits you\?$/, /have booked it for you: Пробный/, /• Пробный/, /have cancelled/],
    ],
  ])('books a time and cancels it: %j', { timeout: 60_000 }, async (lines, expected) => {
    const heard = await talk(lines);
    for (const [index, pattern] of expected.entries()) expect(heard[index]).toMatch(pattern);
  });

  it('answers from the price list and the timetable', { timeout: 60_000 }, async () => {
    const [price, time] = await talk([
      'Сколько стоит немецкий для взрослых?',
      'Когда занятия по китайскому для детей?',
    ]);
    expect(price).toContain('38000');
    expect(time).toMatch(/суббота, воскресенье; Время: 10:00/);
  });

  it('takes a request, and the owner hears of it', { timeout: 60_000 }, async () => {
    const say = await openSchool();
    await say({ text: 'Хочу оставить заявку' });
    expect((await say({ text: 'Асель' })).replies[0]).toContain('Курс');
    const { replies, ownersPhone } = await say({ text: 'Китайский для сына' });
    expect(replies[0]).toContain('заявка оставлена, номер 1');
    expect(ownersPhone.join('\n')).toMatch(/№1[^]*Имя: Асель\nКурс: Китайский для сына/);
    const answered = await say({ owner: { to: 'bot', text: 'Ждём вас в субботу', quotes: 1 } });
    expect(answered.replies).toEqual(['Ждём вас в субботу']);
    expect(answered.ownersPhone.join('\n')).toContain('Отправлено клиенту (№1)');
  });
});
