import { fieldsOf } from '../../core/plugin-api/failures.ts';
import type { YamlPath } from '../../core/plugin-api/files.ts';
import { strayingSecrets, type Environment } from '../../core/plugin-api/settings.ts';
import type { FileFaults } from './faults.ts';
import { toolsFile } from './tools-file.ts';
import type { Piece, Template } from './template.ts';

/** What is known of a customer without asking him: `{customer.phone}`. */
export const customerFields = ['phone', 'name', 'chat'] as const;

/** Where secrets of a file come from. */
export interface Variables {
  environment: Environment;
  /** Names of settings of wabot and its plugins, whose values go nowhere else. */
  own: ReadonlySet<string>;
}

/** Finds what the places of a file's texts stand for, and says what is wrong with them. */
export class Resolver {
  readonly #faults: FileFaults;
  readonly #variables: Variables;

  constructor(faults: FileFaults, variables: Variables) {
    this.#faults = faults;
    this.#variables = variables;
  }

  /** The pieces of a text with their secrets; its arguments must be among those of `parameters`. */
  resolve(pieces: Template, path: YamlPath, parameters: unknown): Piece[] {
    return pieces.map((piece, index) => {
      if ('text' in piece) return piece;
      if ('secret' in piece) return { secret: this.#secret(piece.secret, path) };
      this.#checkArgument(piece.from, path, parameters);
      const before = pieces[index - 1];
      if (before && 'text' in before && before.text.endsWith('{'))
        this.#faults.add(path, `write {${piece.from.join('.')}} with one brace on each side`);
      return piece;
    });
  }

  /** A text in which only secrets are filled in, such as a header. */
  plain(pieces: Template, path: YamlPath): string {
    const parts = pieces.map((piece) => {
      if ('text' in piece) return piece.text;
      if ('secret' in piece) return this.#secret(piece.secret, path);
      this.#faults.add(
        path,
        `{${piece.from.join('.')}} can stand in the address, the query and the body alone`,
      );
      return '';
    });
    return parts.join('');
  }

  #secret(name: string, path: YamlPath): string {
    const { environment, own } = this.#variables;
    const value = environment[name]?.trim() ?? '';
    const [straying] = strayingSecrets(
      { file: toolsFile, secret: { env: name, goesTo: [['file']] } },
      environment,
    ).values();
    if (own.has(name))
      this.#faults.add(path, `\${${name}} is a setting of wabot itself, which goes nowhere else`);
    else if (value === '')
      this.#faults.add(path, `\${${name}} is not set in the environment or in .env`);
    else if (straying !== undefined) this.#faults.add(path, straying);
    return value;
  }

  #checkArgument(from: readonly string[], path: YamlPath, parameters: unknown): void {
    const [first = '', second = ''] = from;
    const place = `{${from.join('.')}}`;
    const list = customerFields.map((field) => `{customer.${field}}`).join(', ');
    if (first === 'customer') {
      if (from.length === 2 && customerFields.some((field) => field === second)) return;
      this.#faults.add(path, `${place} is not known; of a customer there are: ${list}`);
      return;
    }
    const { properties } = fieldsOf(parameters);
    const names = Object.keys(fieldsOf(properties));
    if (names.includes(first)) return;
    this.#faults.add(
      path,
      names.length === 0
        ? `${place} is not known: "parameters" has no properties`
        : `${place} is not known; "parameters" has: ${names.join(', ')}`,
    );
  }
}
