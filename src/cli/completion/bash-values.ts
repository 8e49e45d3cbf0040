import type { Command } from '@oclif/core';

/** What is needed to know of a command. */
type Completed = Pick<Command.Loadable, 'id' | 'aliases' | 'flags' | 'hidden'>;

/**
 * A function of bash that offers the values of flags that take one of a few; for everything else it asks the function of
 * oclif's package, which knows commands and flags only. `bin` is the command's name.
 */
export function bashValues(bin: string, commands: readonly Completed[]): string {
  const cases = commands.filter(({ hidden }) => !hidden).flatMap(casesOf);
  return `
_${bin}_values()
{
  local cur="\${COMP_WORDS[COMP_CWORD]}" before=" \${COMP_WORDS[*]:1:COMP_CWORD-1} "
  if [[ "$cur" == "=" ]]; then cur=""; fi
  before="\${before%= }"
  case "$before" in
${cases.map((line) => `    ${line}`).join('\n')}
    *) _${bin}_autocomplete ;;
  esac
}

complete -F _${bin}_values ${bin}
`;
}

function casesOf({ id, aliases, flags }: Completed): string[] {
  return [id, ...aliases].flatMap((name) =>
    Object.entries(flags).flatMap(([flag, { char, ...declared }]) => {
      const options = declared.type === 'option' ? (declared.options ?? []) : [];
      const spellings = [`--${flag}`, ...(char === undefined ? [] : [`-${char}`])];
      const patterns = spellings.map(
        (spelling) => `" ${name.replaceAll(':', ' ')} "*"${spelling} "`,
      );
      return options.length === 0
        ? []
        : [
            `${patterns.join(' | ')}) COMPREPLY=($(compgen -W "${options.join(' ')}" -- "$cur")) ;;`,
          ];
    }),
  );
}
