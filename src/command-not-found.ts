import { CLIError } from '@oclif/core/errors';
import type { Hook } from '@oclif/core/hooks';
import { nearest } from './core/nearest.ts';

/** Says which command somebody may have meant. Throws wrong usage. */
export const commandNotFound: Hook.CommandNotFound = async ({ id, config }) => {
  const spaced = (name: string): string => name.replaceAll(':', ' ');
  const known = config.commands.filter(({ hidden }) => !hidden).map((command) => spaced(command.id));
  const topics = known.flatMap((name) => (name.includes(' ') ? [name.split(' ')[0] ?? name] : []));
  const meant = nearest(spaced(id), [...known, ...topics]);
  const hint = meant === undefined ? '' : ` Did you mean ${config.bin} ${meant}?`;
  throw new CLIError(`There is no command ${config.bin} ${spaced(id)}.${hint}`, {
    exit: 2,
    suggestions: [`${config.bin} --help lists all commands.`],
  });
};
