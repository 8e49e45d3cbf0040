import { describe, expect, it } from 'vitest';
import { hasNoEyes, isAboutImage } from '../../../../src/plugins/model/openai/images.ts';
import { imageTokensOf } from '../../../../src/plugins/model/openai/image-tokens.ts';
import { toMessages } from '../../../../src/plugins/model/openai/messages.ts';
import { readErrorBody } from '../../../../src/plugins/openai/failure.ts';

const image = { jpeg: Buffer.from('abc'), width: 2, height: 1 };
const part = {
  type: 'image_url',
  image_url: { url: 'data:image/jpeg;base64,YWJj', detail: 'high' },
};

describe('pictures on the wire', () => {
  it('stand behind the words that they came with, in the place of their message', () => {
    const messages = [
      { role: 'customer', text: 'раз' },
      { role: 'customer', text: 'два', images: [image] },
      { role: 'customer', text: 'три' },
      { role: 'bot', text: 'да' },
    ] as const;
    expect(
      toMessages({ shared: 'S', chat: '', messages: [...messages] }, { customerFirst: true }),
    ).toEqual([
      { role: 'system', content: 'S' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'раз' },
          { type: 'text', text: 'два' },
          part,
          { type: 'text', text: 'три' },
        ],
      },
      { role: 'assistant', content: 'да' },
    ]);
  });

  it('stay where a server takes no system message', () => {
    const messages = [{ role: 'customer' as const, text: 'два', images: [image] }];
    expect(
      toMessages({ shared: 'S', chat: '', messages }, { customerFirst: true, system: false }),
    ).toEqual([
      {
        role: 'user',
        content: [{ type: 'text', text: 'S\n\n---' }, { type: 'text', text: 'два' }, part],
      },
    ]);
  });
});

const said = (status: number, message: string, code?: string) =>
  readErrorBody({ error: { message, ...(code === undefined ? {} : { code }) } }, status);

describe('a refusal of pictures', () => {
  it.each([
    [400, 'Invalid content type. image_url is only supported by certain models.'],
    [400, 'meta-llama/Llama-3.1-8B is not a multimodal model'],
    [404, 'No endpoints found that support image input'],
    [
      422,
      'Failed to deserialize the JSON body into the target type: messages[1]: unknown variant `image_url`, expected `text` at line 1',
    ],
    [
      422,
      'Failed to deserialize the JSON body: messages[1].content: invalid type: sequence, expected a string',
    ],
    [
      500,
      'image input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
    ],
    [400, 'Model does not support images. Please use a model that does.'],
    [400, 'messages[1].content must be a string'],
    [400, 'This model does not support vision'],
    [400, 'Image input is not enabled for this model'],
    [400, 'this model is missing data required for image input'],
    [400, 'messages.content.type 参数非法，取值范围 ["text"]'],
  ])('means a model without eyes: %i %s', (status, message) => {
    expect(hasNoEyes(said(status, message))).toBe(true);
  });

  it.each([
    [
      400,
      "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
      'invalid_image_format',
    ],
    [400, 'Invalid image', 'image_parse_error'],
    [400, 'Your input was rejected', 'image_content_policy_violation'],
    [400, 'invalid image input', undefined],
    [400, 'Failed to load image or audio file', undefined],
    [400, 'At most 1 image(s) may be provided in one request.', undefined],
  ])('means these pictures: %i %s', (status, message, code) => {
    const failure = said(status, message, code);
    expect([hasNoEyes(failure), isAboutImage(failure)]).toEqual([false, true]);
  });

  it.each([
    [400, "Unsupported parameter: 'temperature' is not supported with this model."],
    [401, 'Incorrect API key provided'],
    [429, 'Rate limit reached for images per minute'],
    [503, 'The server is overloaded'],
    [400, "This model's maximum context length is 8192 tokens"],
  ])('is none of: %i %s', (status, message) => {
    const failure = said(status, message);
    expect([hasNoEyes(failure), isAboutImage(failure)]).toEqual([false, false]);
  });
});

it.each([
  ['gpt-6-luna', 1024, 768, 922],
  ['openai/gpt-5.6-terra', 768, 1024, 922],
  ['gpt-5-mini', 1024, 768, 1_245],
  ['gpt-5-nano', 1024, 768, 1_890],
  ['gpt-4o', 1024, 768, 765],
  ['gpt-4.1', 512, 512, 255],
  ['gpt-5', 1024, 768, 630],
  ['llava', 1024, 1024, 2_520],
])('a picture costs %s at %i × %i so many tokens: %i', (model, width, height, tokens) => {
  expect(imageTokensOf(model)({ width, height })).toBe(tokens);
});
