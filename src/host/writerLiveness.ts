import type { Clock } from "../core/ports";
import type { Writer } from "../core/writer";
import { errorCode } from "./appendBytes";

/** A process that has written nothing for this long is taken for dead: its number may belong to another one by now. */
const QUIET_MS = 10 * 60_000;

/** One window: its process, and a name that no other window ever had. */
export interface WindowIdentity extends Writer {
  readonly id: string;
}

/** Whether whoever wrote something is still there. */
export class WriterLiveness {
  readonly #self: WindowIdentity;
  readonly #clock: Clock;
  readonly #isRunning: (pid: number) => boolean;

  constructor(self: WindowIdentity, clock: Clock, isRunning: (pid: number) => boolean = isProcessRunning) {
    this.#self = self;
    this.#clock = clock;
    this.#isRunning = isRunning;
  }

  /** `changedAt`: when it wrote last, in milliseconds since 1970. Of another machine nothing else is known. */
  isAlive(writer: Writer | undefined, changedAt: number): boolean {
    if (writer === undefined || this.#clock.now() - changedAt > QUIET_MS) return false;
    return writer.host !== this.#self.host || this.hasProcess(writer);
  }

  /** As far as this machine knows: a number that was given to this very process cannot be the writer's any more. */
  hasProcess({ host, pid }: Writer): boolean {
    return host === this.#self.host && pid !== this.#self.pid && this.#isRunning(pid);
  }
}

function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but not ours.
    return errorCode(error) === "EPERM";
  }
}
