import { expect, it } from 'vitest';
import { srtSubtitles, vttSubtitles } from '../../../src/core/hearing/subtitles.ts';

const segments = [
  { from: 0, to: 2.5, text: 'Сколько стоит?' },
  { from: 3599.9996, to: 3725.04, text: ' two\n\nlines --> here ' },
  { from: 8, to: 9, text: ' ' },
];

it('are a SubRip file', () => {
  expect(srtSubtitles(segments)).toBe(
    '1\n00:00:00,000 --> 00:00:02,500\nСколько стоит?\n\n2\n01:00:00,000 --> 01:02:05,040\ntwo lines → here\n',
  );
});

it('are a WebVTT file', () => {
  expect(vttSubtitles(segments)).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nСколько стоит?\n\n01:00:00.000 --> 01:02:05.040\ntwo lines → here\n',
  );
});

it('may be none', () => {
  expect([srtSubtitles([]), vttSubtitles([])]).toEqual(['', 'WEBVTT\n\n']);
});
