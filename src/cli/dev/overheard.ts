import type { Answer, Model, Question } from '../../core/kinds/model.ts';
import type { Audio, Speech } from '../../core/kinds/speech.ts';
import type { AnyPlugin, Catalog } from '../../core/kinds/plugin.ts';

/** Who listens to what passes between the bot and its services. */
export interface Listeners {
  /** Told what was made of a recording. */
  heard(text: string, audio: Audio): void;
  /** Told of each question to a model, with the answer that will come or fail. */
  asked?(question: Question, answering: Promise<Answer>): void;
}

/** The same plugins, with a recognition and models that tell what passes through them. */
export function overheard(catalog: Catalog, listeners: Listeners): Catalog {
  const all = Object.entries(catalog).filter(([id]) => /^(?:speech|model)\//.test(id));
  const told = all.map(([id, load]): [string, Catalog[string]] => {
    return [id, async () => ({ default: telling((await load()).default, listeners) })];
  });
  return { ...catalog, ...Object.fromEntries(told) };
}

function telling(plugin: AnyPlugin, { heard, asked }: Listeners): AnyPlugin {
  if (plugin.kind === 'speech') {
    const create: typeof plugin.create = async (settings, world) =>
      tellingEars(await plugin.create(settings, world), heard);
    return withCreate(plugin, create);
  }
  if (plugin.kind !== 'model' || !asked) return plugin;
  const create: typeof plugin.create = async (settings, world) =>
    tellingModel(await plugin.create(settings, world), asked);
  return withCreate(plugin, create);
}

/** What guards a plugin may hand its members on by the prototype alone. */
function withCreate(plugin: AnyPlugin, create: unknown): AnyPlugin {
  return Object.create(plugin, { create: { value: create } }) as AnyPlugin;
}

function tellingEars(listening: Speech, heard: Listeners['heard']): Speech {
  const { formats, maxBytes, model, standby, language } = listening;
  return {
    formats,
    maxBytes,
    standby,
    language,
    ...(model === undefined ? {} : { model }),
    async transcribe(audio, hints, signal) {
      const transcript = await listening.transcribe(audio, hints, signal);
      heard(transcript.text, audio);
      return transcript;
    },
  };
}

/** What a model takes and sees changes as its service refuses things, so it is always asked itself. */
function tellingModel(model: Model, asked: NonNullable<Listeners['asked']>): Model {
  const answer: Model['answer'] = (question, signal) => {
    const answering = model.answer(question, signal);
    asked(question, answering);
    return answering;
  };
  return new Proxy(model, {
    get(target, name) {
      if (name === 'answer') return answer;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
