import type { Speech } from '../../core/kinds/speech.ts';
import type { AnyPlugin, Catalog } from '../../core/kinds/plugin.ts';

/** The same plugins, with a recognition that tells what they make of each note. */
export function overheard(catalog: Catalog, heard: (text: string) => void): Catalog {
  const speech = Object.entries(catalog).filter(([id]) => id.startsWith('speech/'));
  const told = speech.map(([id, load]): [string, Catalog[string]] => {
    return [id, async () => ({ default: telling((await load()).default, heard) })];
  });
  return { ...catalog, ...Object.fromEntries(told) };
}

function telling(plugin: AnyPlugin, heard: (text: string) => void): AnyPlugin {
  if (plugin.kind !== 'speech') return plugin;
  const create: typeof plugin.create = async (settings, world) =>
    tellingEars(await plugin.create(settings, world), heard);
  // What guards a plugin may hand its members on by the prototype alone.
  return Object.create(plugin, { create: { value: create } }) as AnyPlugin;
}

function tellingEars(listening: Speech, heard: (text: string) => void): Speech {
  const { formats, maxBytes, model, standby, language } = listening;
  return {
    formats,
    maxBytes,
    standby,
    language,
    ...(model === undefined ? {} : { model }),
    async transcribe(audio, hints, signal) {
      const transcript = await listening.transcribe(audio, hints, signal);
      heard(transcript.text);
      return transcript;
    },
  };
}
