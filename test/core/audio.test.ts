import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { audioFileName, audioMimeType, oggSeconds, sniffAudio } from '../../src/core/audio.ts';

function voice(name: string): Buffer {
  return readFileSync(new URL(`../voices/${name}`, import.meta.url));
}

function hex(text: string): Uint8Array {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}

function concat(...parts: (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
}

/** An ADTS frame of nine bytes: header and two bytes of body. */
const adtsFrame = hex('FF F1 50 80 01 3F FC 21 00');
/** The head of a MPEG-1 layer III frame, 128 kbit/s, 44.1 kHz. */
const mp3Frame = hex('FF FB 90 64 00 00 00 00');

/** A page with one packet of up to 254 bytes. */
function oggPage(body: Uint8Array, { granule = 0n, serial = 7 } = {}): Buffer {
  const head = Buffer.alloc(28);
  head.write('OggS', 0, 'latin1');
  head.writeBigInt64LE(granule, 6);
  head.writeUInt32LE(serial, 14);
  head[26] = 1;
  head[27] = body.length;
  return Buffer.concat([head, body]);
}

function opusHead(skip: number): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt16LE(skip, 10);
  return head;
}

function vorbisHead(rate: number): Buffer {
  const head = Buffer.alloc(30);
  head.write('\x01vorbis', 0, 'latin1');
  head.writeUInt32LE(rate, 12);
  return head;
}

describe('sniffAudio', () => {
  it.each<[string, Uint8Array, string]>([
    ['a voice note', voice('ru-human-03.ogg'), 'ogg'],
    ['an MP3 with a tag', concat('ID3\x04\x00\x00\x00\x00\x00\x02', 'xx', mp3Frame), 'mp3'],
    ['an MP3 without one', mp3Frame, 'mp3'],
    ['MPEG-2 layer III', hex('FF F3 40 C4'), 'mp3'],
    ['AAC in ADTS', concat(adtsFrame, adtsFrame), 'aac'],
    [
      'AAC behind a tag',
      concat('ID3\x04\x00\x00\x00\x00\x00\x02', 'xx', adtsFrame, adtsFrame),
      'aac',
    ],
    ['one frame of AAC', adtsFrame, 'aac'],
    ['one frame of AAC and the first byte of the next', concat(adtsFrame, hex('FF')), 'aac'],
    ['a frame of AAC and the head of the next', concat(adtsFrame, hex('FF F9')), 'aac'],
    ['AAC without a word in it', hex('FF F1 50 80 00 FF FC'), 'aac'],
    ['AAC at the lowest rate', hex('FF F1 70 80 01 3F FC 21 00'), 'aac'],
    ['MPEG-1 layer II', hex('FF FD 90 64'), 'mp3'],
    ['MPEG-2.5', hex('FF E3 40 C4'), 'mp3'],
    ['FLAC', concat('fLaC', hex('00000022')), 'flac'],
    ['FLAC behind a tag', concat('ID3\x04\x00\x00\x00\x00\x00\x02', 'xx', 'fLaC'), 'flac'],
    ['M4A', concat(hex('00000020'), 'ftypM4A ', hex('00000200')), 'm4a'],
    ['MP4', concat(hex('00000020'), 'ftypisom'), 'm4a'],
    ['3GP', concat(hex('00000018'), 'ftyp3gp4'), '3gp'],
    ['3G2', concat(hex('00000018'), 'ftyp3g2a'), '3gp'],
    ['WAV', concat('RIFF', hex('24000000'), 'WAVEfmt '), 'wav'],
    ['WebM', hex('1A45DFA3 9F428681'), 'webm'],
    ['WebM by its name', concat(hex('1A45DFA3 9F428682 84'), 'webm'), 'webm'],
    ['Matroska', concat(hex('1A45DFA3 A3428288'), 'matroska'), 'unknown'],
    ['AMR', concat('#!AMR\n'), 'amr'],
    ['AMR wide band', concat('#!AMR-WB\n'), 'amr'],
  ])('knows %s', (_name, bytes, format) => {
    expect(sniffAudio(bytes)).toBe(format);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a JPEG', hex('FF D8 FF E0 00 10 4A 46')],
    ['UTF-16 text', hex('FF FE 3C 00 68 00')],
    ['a HEIC picture', concat(hex('00000018'), 'ftypheic')],
    ['an AVI film', concat('RIFF', hex('24000000'), 'AVI LIST')],
    ['HTML', concat('<!doctype html>')],
    ['a single sync byte', hex('FF')],
    ['an ADTS head that leads nowhere', concat(adtsFrame, 'not a frame')],
    ['a frame of AAC and another head', concat(adtsFrame, hex('FF E0'))],
    ['an ADTS head that is longer than its frame', hex('FF F1 50 80 00 DF FC')],
    ['an ADTS head of no rate', hex('FF F1 74 80 01 3F FC 21 00')],
    ['MPEG layer I', hex('FF FF 90 64')],
    ['MPEG of no version', hex('FF EB 90 64')],
    ['MPEG of no rate', hex('FF FB 9C 64')],
    ['half a sync', hex('FF DB 90 64')],
    ['an impossible MP3 bit rate', hex('FF FB F0 64')],
  ])('takes %s for nothing it knows', (_name, bytes) => {
    expect(sniffAudio(bytes)).toBe('unknown');
  });

  it('never throws on a cut head', () => {
    const heads = [
      voice('ru-human-03.ogg'),
      concat(hex('00000018'), 'ftyp3gp4'),
      concat('ID3\x04\x00\x00\x7f\x7f\x7f\x7f'),
    ];
    for (const head of heads) {
      for (let length = 0; length < 40; length += 1)
        expect(() => sniffAudio(head.subarray(0, length))).not.toThrow();
    }
  });
});

describe('upload names', () => {
  it('carry the extension by which services go', () => {
    expect([audioFileName('ogg'), audioMimeType('ogg')]).toEqual(['voice.ogg', 'audio/ogg']);
    expect([audioFileName('mp3'), audioMimeType('mp3')]).toEqual(['voice.mp3', 'audio/mpeg']);
    expect(audioFileName('unknown')).toBe('voice.bin');
  });
});

describe('oggSeconds', () => {
  it.each([
    ['ru-human-03.ogg', 5.51],
    ['en-human-05.ogg', 3.3],
    ['kk-tts-01.ogg', 4.55],
    ['none-silence.ogg', 4.01],
  ])('tells the length of %s', (name, seconds) => {
    expect(oggSeconds(voice(name))).toBeCloseTo(seconds, 1);
  });

  it('takes the pre-skip off and knows the rate of Vorbis', () => {
    const opus = concat(oggPage(opusHead(312)), oggPage(hex('00'), { granule: 48_312n }));
    expect(oggSeconds(opus)).toBe(1);
    const vorbis = concat(oggPage(vorbisHead(44_100)), oggPage(hex('00'), { granule: 88_200n }));
    expect(oggSeconds(vorbis)).toBe(2);
  });

  it('measures the first stream alone, past pages on which no packet ends', () => {
    const file = concat(
      oggPage(opusHead(0)),
      oggPage(hex('00'), { granule: 96_000n }),
      oggPage(hex('00'), { granule: -1n }),
      oggPage(hex('00'), { granule: 480_000n, serial: 8 }),
    );
    expect(oggSeconds(file)).toBe(2);
  });

  it('shrinks with a cut file and never throws', () => {
    const whole = voice('en-human-05.ogg');
    let last = 0;
    for (let length = 4; length <= whole.length; length += 97) {
      const seconds = oggSeconds(whole.subarray(0, length)) ?? 0;
      expect(seconds).toBeGreaterThanOrEqual(last);
      last = seconds;
    }
    expect(last).toBeLessThanOrEqual(oggSeconds(whole) ?? 0);
    expect(oggSeconds(whole.subarray(0, whole.length - 10))).toBeLessThan(3.3);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['an MP3', mp3Frame],
    ['a bare capture mark', concat('OggS')],
    ['an unknown codec', oggPage(concat('Speex   '))],
    ['a codec of a longer head', oggPage(concat('Speex   ', new Uint8Array(40)))],
    ['a head of Opus that is cut', oggPage(concat('OpusHead', new Uint8Array(10)))],
    [
      'a Vorbis rate of nothing',
      concat(oggPage(vorbisHead(0)), oggPage(hex('00'), { granule: 100n })),
    ],
    [
      'a counter of years',
      concat(oggPage(opusHead(0)), oggPage(hex('00'), { granule: 2n ** 62n })),
    ],
  ])('does not know the length of %s', (_name, bytes) => {
    expect(oggSeconds(bytes)).toBeUndefined();
  });

  it('finds no sound in a file of heads', () => {
    expect(oggSeconds(oggPage(opusHead(312)))).toBe(0);
  });
});
