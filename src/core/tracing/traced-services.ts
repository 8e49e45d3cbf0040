import type { Model, Answer } from '../kinds/model.ts';
import type { Speech } from '../kinds/speech.ts';
import type { Tool, ToolSource } from '../kinds/tool.ts';
import { replaced } from '../metrics/replaced.ts';
import type { SpanEnd, Spans } from './spans.ts';

/** The same model, each of whose answers is a span by the conventions for generative AI. */
export function tracedModel(model: Model, spans: Spans): Model {
  return replaced(model, {
    answer: (question, signal) => {
      const { model: name, maxOutput } = model.limits ?? {};
      const attributes = {
        'gen_ai.operation.name': 'chat',
        ...(name !== undefined && { 'gen_ai.request.model': name }),
        ...(maxOutput !== undefined && { 'gen_ai.request.max_tokens': maxOutput }),
      };
      const traced = { name: named('chat', name), attributes, signal, tells: answerEnd };
      return spans.run({ ...traced, kind: 'CLIENT' }, () => model.answer(question, signal));
    },
  });
}

function answerEnd({ model, usage, finish }: Answer): SpanEnd {
  return {
    attributes: {
      'gen_ai.response.model': model,
      'gen_ai.response.finish_reasons': [finish],
      'gen_ai.usage.input_tokens': usage.input,
      'gen_ai.usage.cache_read.input_tokens': usage.cached,
      'gen_ai.usage.output_tokens': usage.output,
    },
  };
}

/** The same recognition, each of whose recordings is a span. */
export function tracedSpeech(speech: Speech, spans: Spans): Speech {
  return replaced(speech, {
    transcribe: (audio, hints, signal) => {
      const { model: name } = speech;
      const attributes = {
        'gen_ai.operation.name': 'transcribe',
        ...(name !== undefined && { 'gen_ai.request.model': name }),
        ...(audio.seconds !== undefined && { 'wabot.audio.seconds': audio.seconds }),
      };
      const traced = { name: named('transcribe', name), attributes, signal };
      return spans.run({ ...traced, kind: 'CLIENT' }, () =>
        speech.transcribe(audio, hints, signal),
      );
    },
  });
}

/** The same functions, each of whose runs is a span. */
export function tracedTools(
  sources: ReadonlyMap<string, ToolSource>,
  spans: Spans,
): ReadonlyMap<string, ToolSource> {
  const known = new WeakMap<readonly Tool[], readonly Tool[]>();
  return new Map(
    [...sources].map(([name, source]) => [
      name,
      replaced(source, {
        async list(signal) {
          const tools = await source.list(signal);
          const traced = known.get(tools) ?? tools.map((tool) => tracedTool(tool, spans));
          known.set(tools, traced);
          return traced;
        },
      }),
    ]),
  );
}

function tracedTool(tool: Tool, spans: Spans): Tool {
  const attributes = {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': tool.name,
    'wabot.tool.effect': tool.effect,
  };
  return replaced(tool, {
    run: (args, context, signal) =>
      spans.run({ name: `execute_tool ${tool.name}`, kind: 'INTERNAL', attributes, signal }, () =>
        tool.run(args, context, signal),
      ),
  });
}

function named(operation: string, model: string | undefined): string {
  return model === undefined ? operation : `${operation} ${model}`;
}
