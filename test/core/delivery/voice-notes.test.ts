import { describe, expect, it } from 'vitest';
import { recordedNote, recordingIn } from '../../../src/core/delivery/recording.ts';
import { VoiceNotes } from '../../../src/core/delivery/voice-notes.ts';
import { ServiceError } from '../../../src/core/errors.ts';
import type { Media } from '../../../src/core/kinds/channel.ts';
import type { Due } from '../../../src/core/kinds/journal.ts';
import { voice } from '../../plugins/transcoder/ffmpeg/sounds.ts';

const note = await voice('ru-human-03');
const spoken = new Uint8Array([1]);
const converted = new Uint8Array([2]);
const signal = new AbortController().signal;

function due(text: string, reply: Pick<Due, 'voice'> & { tries?: number }): Due {
  return { id: '1', chat: 'a', text, createdAt: 0, tries: 0, notBefore: 0, ...reply };
}

function lost(retryable: boolean): ServiceError {
  return new ServiceError('green-api.media', 'gone', { retryable });
}

/** Where downloads end so; what was downloaded, and what the log was told. */
function notes(download: () => Uint8Array) {
  const asked: [Media, { chat: string; id: string }][] = [];
  const warned: string[] = [];
  const all = new VoiceNotes({
    speaker: { note: () => Promise.resolve(spoken) },
    channel: {
      download: async (media, of) => {
        asked.push([media, of]);
        return { bytes: await Promise.resolve(download()) };
      },
    },
    transcoder: { toNote: () => Promise.resolve(converted) },
    log: { warn: (event) => void warned.push(event) },
  });
  return { all, asked, warned };
}

const recorded = recordedNote(
  { chat: 'owner', id: 'M1' },
  { url: 'https://media.example/a b.oga' },
);

describe('the voice note of a person', () => {
  it('is fetched from where it was and goes out as it is, in another format converted', async () => {
    let bytes: Uint8Array = note;
    const { all, asked } = notes(() => bytes);
    expect(await all.note(due('Да', { voice: recorded }), signal)).toBe(note);
    bytes = Buffer.from('ID3 sound');
    expect(await all.note(due('Да', { voice: recorded }), signal)).toBe(converted);
    const file = [{ url: 'https://media.example/a b.oga' }, { chat: 'owner', id: 'M1' }];
    expect(asked).toEqual([file, file]);
  });

  it('is looked for by its message where it came without a link', () => {
    expect(recordingIn(recordedNote({ chat: 'owner', id: 'M1' }, {}))).toEqual({
      of: { chat: 'owner', id: 'M1' },
      media: {},
    });
  });

  it.each([
    ['that may come later is waited for', true, 0, 'Да', 'rejects'],
    ['that has not come in three tries is written', true, 3, 'Да', 'written'],
    ['that is gone is written at once', false, 0, 'Да', 'written'],
    ['that is gone, and whose words nobody knows, is given up', false, 0, '🎤', 'rejects'],
  ])('%s', async (_, retryable, tries, text, end) => {
    const error = lost(retryable);
    const { all, warned } = notes(() => {
      throw error;
    });
    const made = all.note(due(text, { voice: recorded, tries }), signal);
    if (end === 'written') expect(await made).toBeUndefined();
    else await expect(made).rejects.toBe(error);
    expect(warned).toEqual(end === 'written' ? ['recording-lost'] : []);
  });

  it('leaves the bot’s own to the speaker', async () => {
    const { all, asked } = notes(() => note);
    expect(await all.note(due('Да', { voice: 'ru' }), signal)).toBe(spoken);
    expect(asked).toEqual([]);
  });
});
