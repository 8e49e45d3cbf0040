import { fork } from 'node:child_process';
import { endWithParent } from '../../../src/core/documents/end-with-parent.ts';

// By itself it is the parent; with an argument the child, which never comes back.
if (process.argv.length > 2) {
  endWithParent();
  setTimeout(() => {
    process.send?.(process.pid);
    for (;;);
  }, 200);
} else {
  fork(import.meta.filename, ['child']).on('message', (pid) => console.log(pid));
}
