import { describe, expect, it } from 'vitest';
import { Viewer, type Sight, type Viewing } from '../../../src/core/attachments/viewer.ts';
import type { DocumentFault } from '../../../src/core/documents/document-reader.ts';
import { ServiceError, SetupError } from '../../../src/core/errors.ts';
import { FairQueue } from '../../../src/core/fair-queue.ts';
import type { Download } from '../../../src/core/kinds/channel.ts';

const jpeg = Buffer.from('ffd8ffe000', 'hex');
const live = new AbortController().signal;
const image = { jpeg, width: 2, height: 1 };

interface Played {
  download?: Viewing['download'];
  toJpeg?: () => Promise<typeof image>;
  read?: () => Promise<{ text: string } | { fault: DocumentFault }>;
  images?: Viewing['images'];
  sees?: boolean;
}

function viewer({ download, toJpeg, read, images = 'auto', sees = true }: Played): Viewer {
  const viewing: Viewing = {
    images,
    mostBytes: 100,
    floor: new FairQueue(1),
    transcoder: { toMp3: () => Promise.reject(new Error('not asked')), ...(toJpeg && { toJpeg }) },
    documents: () =>
      Promise.resolve({ read: read ?? (() => Promise.reject(new Error('not asked'))) }),
    download: download ?? (() => Promise.resolve({ bytes: jpeg })),
    log: { info() {}, warn() {} },
  };
  return new Viewer(viewing, (_event, _of, _signal, attempt) => attempt(), sees);
}

function looked(by: Viewer, isImage = true, fileName = 'a.pdf'): Promise<Sight> {
  const inbound = { chat: 'c', id: 'm' };
  return by.look({ inbound, id: 'm', media: { fileName }, isImage }, live);
}

const fails =
  (about?: 'media' | 'media-size' | 'image', retryable = false) =>
  () =>
    Promise.reject(new ServiceError('x', 'x', { retryable, ...(about && { about }) }));
const toJpeg = () => Promise.resolve(image);

describe('a look at a file', () => {
  it('shows the first eight of a turn', async () => {
    const by = viewer({ toJpeg });
    const sights = await Promise.all(Array.from({ length: 10 }, () => looked(by)));
    expect(sights.map(({ type }) => type)).toEqual([
      ...Array<string>(8).fill('image'),
      'unseen',
      'unseen',
    ]);
    expect(sights.at(-1)).toEqual({ type: 'unseen', why: 'many' });
  });

  it('reads documents until they are as long as a turn may hold, and tells of the others', async () => {
    const read = () => Promise.resolve({ text: 'а'.repeat(29_600) });
    const by = viewer({ download: () => Promise.resolve({ bytes: Buffer.from('x') }), read });
    const sights = [await looked(by, false), await looked(by, false), await looked(by, false)];
    expect(sights.map((sight) => (sight.type === 'unseen' ? sight.why : sight.type))).toEqual([
      'document',
      'document',
      'many',
    ]);
  });

  it.each<[string, Played, string]>([
    ['the model sees none', { sees: false, download: fails() }, 'blind'],
    ['none are wanted', { images: 'never', download: fails() }, 'blind'],
    ['it is gone', { download: fails('media') }, 'gone'],
    ['it is over the channel’s cap', { download: fails('media-size') }, 'large'],
    [
      'it is over our own',
      { download: () => Promise.resolve({ bytes: Buffer.alloc(101) }) },
      'large',
    ],
    ['it cannot be read', { toJpeg: fails('image') }, 'image'],
    [
      'there is no converter',
      { toJpeg: () => Promise.reject(new SetupError('transcoder.missing', 'x')) },
      'image',
    ],
    ['the converter reads no pictures', {}, 'image'],
  ])('shows no picture where %s', async (_, played, why) => {
    expect(await looked(viewer(played))).toEqual({ type: 'unseen', why });
  });

  it('ends the download of what turns out too large', async () => {
    let ended: unknown;
    const download: Viewing['download'] = async (_media, _of, signal, room): Promise<Download> => {
      signal.addEventListener('abort', () => (ended = signal.reason));
      await room?.(101);
      throw new Error('it goes on');
    };
    expect(await looked(viewer({ download }))).toEqual({ type: 'unseen', why: 'large' });
    expect(ended).toBeInstanceOf(Error);
  });

  it('tries again what may pass, and ends with its turn', async () => {
    await expect(looked(viewer({ download: fails('media', true) }))).rejects.toMatchObject({
      retryable: true,
    });
    await expect(looked(viewer({ toJpeg: fails() }))).rejects.toMatchObject({ retryable: false });
  });

  it('takes a picture that comes as a document for a picture, whatever its name is', async () => {
    expect(await looked(viewer({ toJpeg }), false, 'price.pdf')).toEqual({ type: 'image', image });
    expect(await looked(viewer({ sees: false }), false)).toEqual({ type: 'unseen', why: 'blind' });
  });

  it('reads a document, also where no pictures are shown', async () => {
    const read = () => Promise.resolve({ text: 'Стрижка' });
    const download = () => Promise.resolve({ bytes: Buffer.from('%PDF-') });
    const by = viewer({ read, download, images: 'never' });
    expect(await looked(by, false)).toEqual({ type: 'document', name: 'a.pdf', text: 'Стрижка' });
    const broken = viewer({ read: () => Promise.resolve({ fault: 'scan' }), download });
    expect(await looked(broken, false)).toEqual({ type: 'unseen', why: 'scan' });
  });
});
