/** Pictures by their bytes: which format one is of, and how large. */
export {
  heifSize,
  jpegSize,
  sniffImage,
  type ImageFormat,
  type Size,
} from '../attachments/image-format.ts';
