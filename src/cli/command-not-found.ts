import { CLIError, ExitError } from '@oclif/core/errors';
import type { Hook } from '@oclif/core/hooks';
import { didYouMean } from '../core/did-you-mean.ts';
import { printedError } from './printed-error.ts';
import { told } from './owner-words.ts';

/** Says which command somebody may have meant. Throws wrong usage. */
export const commandNotFound: Hook.CommandNotFound = async ({ id, config, argv = [] }) => {
  const spaced = (name: string): string => name.replaceAll(':', ' ');
  // Also those that the first page of the help has no room for: they are there all the same.
  const known = config.commands.map((command) => spaced(command.id));
  const topics = known.flatMap((name) => (name.includes(' ') ? [name.split(' ')[0] ?? name] : []));
  const meant = didYouMean(spaced(id), [...known, ...topics]);
  const hint = meant === undefined ? '' : ` Did you mean ${config.bin} ${meant}?`;
  const begun = known.find((name) => spaced(id).startsWith(`${name} `));
  const [message, advice] =
    begun === undefined
      ? [
          `There is no command ${config.bin} ${spaced(id)}.${hint}`,
          `${config.bin} --help lists all commands.`,
        ]
      : [`${config.bin} ${begun} takes flags only.`, `${config.bin} ${begun} --help shows them.`];
  const error = new CLIError(message, { exit: 2, suggestions: [advice] });
  if (!argv.includes('--json')) throw told(error);
  process.stdout.write(`${JSON.stringify({ error: printedError(error) }, undefined, 2)}\n`);
  throw new ExitError(2);
};
