/** Sound by its bytes: which format it is, how long it is, and a short note to try a service with. */
export {
  audioFileName,
  audioMimeType,
  oggSeconds,
  sniffAudio,
  type AudioFormat,
} from '../audio.ts';
export { leastSeconds } from '../hearing/note-seconds.ts';
export { sampleNote } from '../hearing/sample-note.ts';
export { readOpusNote, type OpusNote } from '../hearing/opus-note.ts';
