/** Audio containers told apart by their first bytes; `unknown` for anything else. */
export type AudioFormat = 'ogg' | 'mp3' | 'm4a' | 'wav' | 'webm' | 'flac' | 'amr' | 'aac' | '3gp' | 'unknown';
