import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

async function openssl(folder: string, ...words: string[]): Promise<void> {
  await promisify(execFile)('openssl', words, { cwd: folder });
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Throw-away certificates in a folder; gives the path of a file by its name. */
export class Certificates {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  /** An authority: `NAME.crt` and `NAME.key`. */
  async authority(name: string): Promise<void> {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`];
    await openssl(
      this.#folder,
      'req',
      '-x509',
      ...newKey,
      ...files,
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
    );
  }

  /** A certificate that an authority signs: `NAME.crt` and `NAME.key`. @param names such as `IP:127.0.0.1` */
  async signed(name: string, authority: string, names: string): Promise<void> {
    await writeFile(this.path(`${name}.ext`), `subjectAltName=${names}\n`);
    await openssl(
      this.#folder,
      'req',
      ...newKey,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${name}`,
    );
    const by = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-CAcreateserial'];
    const made = [
      '-in',
      `${name}.csr`,
      '-out',
      `${name}.crt`,
      '-days',
      '2',
      '-extfile',
      `${name}.ext`,
    ];
    await openssl(this.#folder, 'x509', '-req', ...by, ...made);
  }
}
