/** Samples a second, as speech services like them. */
const rate = 16_000;

/** A tone of 440 Hz that is silent from the second third to the third, as a WAV file: mono, 16 bits, 16 kHz. */
export function tone(seconds: number): Uint8Array {
  const samples = Math.round(seconds * rate);
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const isSilent = index > samples / 3 && index < (samples * 2) / 3;
    const value = isSilent ? 0 : Math.sin((2 * Math.PI * 440 * index) / rate) * 10_000;
    wav.writeInt16LE(Math.round(value), 44 + index * 2);
  }
  return wav;
}
