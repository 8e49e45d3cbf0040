/** Forms in which browsers record, the one of voice notes first. */
const forms = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];

/** The longest note, milliseconds; it is sent then. */
const longestMs = 5 * 60_000;

/** A voice note that is being recorded. */
export class Recorder {
  #recorder;
  #stream;
  #timer = 0;
  #parts = /** @type {Blob[]} */ ([]);

  /** @param {MediaStream} stream */
  constructor(stream) {
    const mimeType = forms.find((form) => MediaRecorder.isTypeSupported(form));
    this.#stream = stream;
    this.#recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#parts.push(data));
    this.#recorder.start();
    this.#timer = window.setTimeout(() => this.#recorder.stop(), longestMs);
  }

  /** Whether this browser can record here at all. */
  static get isPossible() {
    return 'MediaRecorder' in window && navigator.mediaDevices !== undefined;
  }

  /** Begins; rejects when the microphone is refused, or there is none. */
  static async begin() {
    return new Recorder(await navigator.mediaDevices.getUserMedia({ audio: true }));
  }

  /** Ends; resolves with what was recorded. @returns {Promise<Blob>} */
  async end() {
    clearTimeout(this.#timer);
    if (this.#recorder.state !== 'inactive')
      await new Promise((resolve) => {
        this.#recorder.addEventListener('stop', resolve, { once: true });
        this.#recorder.stop();
      });
    for (const track of this.#stream.getTracks()) track.stop();
    return new Blob(this.#parts, { type: this.#recorder.mimeType });
  }
}
