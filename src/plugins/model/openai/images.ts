import type { Image, Question } from '../../../core/kinds/model.ts';
import { ServiceError } from '../../../core/plugin-api/failures.ts';
import { serviceName, type OpenAiAccount } from '../../openai/account.ts';
import { label, type Failure } from '../../openai/failure.ts';

/** A part of a message that has pictures in it. */
export type ContentPart =
  | { type: 'text'; text: string }
  | { type: 'image_url'; image_url: { url: string; detail: 'high' } };

/** A picture on the wire: as data, which every server takes, and with the detail named, or a newer model counts it by another. */
export function imagePart({ jpeg }: Image): ContentPart {
  const url = `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
  return { type: 'image_url', image_url: { url, detail: 'high' } };
}

/** Whether a question has pictures in it. */
export function hasImages({ messages }: Pick<Question, 'messages'>): boolean {
  return messages.some(({ images = [] }) => images.length > 0);
}

const picture = String.raw`(?:\bimages?\b|\bimage[ _-]?(?:url|input|content)\b|\bvision\b|\bvisual\b|\bmulti-?modal\w*)`;

/** How servers say that their model has no eyes, or that they take a message as one text alone; each takes linear time. */
const blind = [
  `${picture}.{0,80}(?:not|n't|un)[ -]?(?:be )?(?:support|allow|enabl|permit|accept|avail|implement|recogni|a multi)`,
  `(?:not|n't|un)[ -]?(?:support|accept|allow|have|take|process)\\w*.{0,60}${picture}`,
  `(?:no endpoints found|not a multi-?modal|text[ -]only|only supports? text)`,
  `${picture}.{0,40}only supported by`,
  String.raw`unknown variant .{0,4}image_url`,
  String.raw`(?:missing data required for|provide the) .{0,20}(?:image|mmproj)`,
  String.raw`expected a string\b|must be a string\b|should be a valid string|str type expected|is not of type .{0,2}string`,
  String.raw`content\.type.{0,60}\btext\b`,
].map((pattern) => new RegExp(pattern, 'is'));

/** What is about these bytes alone. */
const thesePictures =
  /invalid_image|image_parse|image_too|invalid_base64_image|image_content_policy|failed_to_download_image|unsupported image|invalid image|(?:load|decode|process|parse|open|read)\w{0,3} .{0,20}image|image .{0,40}(?:too (?:large|small|many)|exceed|corrupt|could not be|cannot be (?:decoded|read|identified|parsed))|at most \d+ image/i;

const statuses = [400, 404, 405, 415, 422, 500, 501];

/** Whether a refusal is about pictures that were sent, whatever is wrong with them. */
export function refusesImages(failure: Failure): boolean {
  return isAboutImage(failure) || hasNoEyes(failure);
}

/** Whether a refusal means these pictures, where others may pass. */
export function isAboutImage({ status, code, text }: Failure): boolean {
  return statuses.includes(status ?? 0) && (thesePictures.test(code) || thesePictures.test(text));
}

/** Whether a refusal means that the model sees no pictures at all. */
export function hasNoEyes(failure: Failure): boolean {
  const { status, text } = failure;
  return (
    statuses.includes(status ?? 0) &&
    !isAboutImage(failure) &&
    blind.some((pattern) => pattern.test(text))
  );
}

/** The error of a question that is not answered because of its pictures. */
export function imageRefused(
  isBlind: boolean,
  failure: Failure,
  account: OpenAiAccount,
): ServiceError {
  const service = serviceName(account);
  const says = isBlind ? `sees no pictures with ${account.model}` : 'does not take a picture';
  return new ServiceError('openai.image', `${service} ${says}${label(failure)}`, {
    retryable: false,
    about: 'image',
    ...(failure.status === undefined ? {} : { status: failure.status }),
    suggestions: isBlind ? ['Choose a model that sees pictures, or set WABOT_IMAGES=never.'] : [],
  });
}
