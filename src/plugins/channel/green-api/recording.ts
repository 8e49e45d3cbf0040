/** Endings of recordings, as phones and recorders give them. */
const recording =
  /\.(?:ogg|oga|opus|mp3|mpga|m4a|m4b|aac|amr|wav|flac|weba|wma|caf|aif|aiff|3ga)\s*$/i;

/** Lists of addresses and notes of music carry the word audio, too, but hold no sound. */
const soundless = /^audio\/(?:x-)?(?:mpegurl|scpls|pn-realaudio-plugin|midi?|rmi|sp-midi)\b/i;

/** Types that say nothing of what is inside, or that go by the container alone. */
const vague =
  /^(?:$|(?:application|binary)\/(?:octet-stream|ogg|x-ogg|mp4|x-download|force-download)|video\/(?:ogg|mp4|webm|3gpp))/i;

/** Whether a document is a recording: by its MIME type, and by its file name where the type is missing or vague. */
export function isRecording(mimeType: unknown, fileName: unknown): boolean {
  const type = typeof mimeType === 'string' ? mimeType.trim() : '';
  if (/^audio\//i.test(type)) return !soundless.test(type);
  return (
    vague.test(type) &&
    typeof fileName === 'string' &&
    recording.test(fileName.slice(-longestEnding))
  );
}

/** As much of a file name as its ending may need, in characters. */
const longestEnding = 40;
