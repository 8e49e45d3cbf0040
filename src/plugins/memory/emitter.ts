import { EventEmitter } from 'node:events';

type Listener = () => void;

/** Node's emitter, with listeners typed as narrowly as Keyv's interface wants them, for any number of Keyvs. */
export class Emitter extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
  }

  override listeners(event: string | symbol): Listener[] {
    return super.listeners(event) as Listener[];
  }

  override rawListeners(event: string | symbol): Listener[] {
    return super.rawListeners(event) as Listener[];
  }
}
