// Handed to Node with --import: prints everything that a process imported, as one line on stderr, when it ends.
import { registerHooks } from 'node:module';

const urls = new Set<string>();
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    urls.add(resolved.url);
    return resolved;
  },
});
process.once('exit', () => process.stderr.write(`\nimported: ${JSON.stringify([...urls])}\n`));
