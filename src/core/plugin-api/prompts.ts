/** The business's text: read from afar and kept for a while, looked through for slips, and its versions by hash. */
export {
  largePromptBytes,
  mostPromptBytes,
  reviewPrompt,
  type PromptReview,
  type PromptWarning,
} from '../prompts/prompt-review.ts';
export { PromptVersions, type PromptVersion, type Rollback } from '../prompts/prompt-versions.ts';
export {
  RemotePrompt,
  unusablePrompt,
  type RemotePromptParts,
  type RemoteSource,
} from '../prompts/remote-prompt.ts';
export { shownVersion } from '../prompts/version-label.ts';
