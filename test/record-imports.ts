// Handed to Node with --import: prints everything that a process imported, as one line on stderr, when it ends.
import module, { type RegisterHooksOptions, syncBuiltinESMExports } from 'node:module';

const urls = new Set<string>();
const { registerHooks } = module;

type Resolve = NonNullable<RegisterHooksOptions['resolve']>;

function noting(resolve: Resolve): Resolve {
  return (specifier, context, next) => {
    const resolved = resolve(specifier, context, next);
    urls.add(resolved.url);
    return resolved;
  };
}

registerHooks({ resolve: noting((specifier, context, next) => next(specifier, context)) });
// Hooks that are registered later come first, and need not ask those before them.
module.registerHooks = (hooks) =>
  registerHooks(hooks.resolve ? { ...hooks, resolve: noting(hooks.resolve) } : hooks);
syncBuiltinESMExports();

process.once('exit', () => process.stderr.write(`\nimported: ${JSON.stringify([...urls])}\n`));
