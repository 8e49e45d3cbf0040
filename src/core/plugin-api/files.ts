/** Files and folders that are the bot's alone, and what of a path or a failure may be shown. */
export { fileErrorCode, isMissing } from '../files/file-error.ts';
export { keepOwner, strangersFile, type Owner, type Owners } from '../files/file-owner.ts';
export { makeFolder } from '../files/make-folder.ts';
export { shownPath } from '../files/shown-path.ts';
export { readYamlFile, type YamlFile, type YamlPath } from '../files/yaml-file.ts';
