import * as v from "valibot";

/** The process that wrote something: tells whether it may still be at work on it. */
export interface Writer {
  /** Name of the machine. */
  readonly host: string;
  readonly pid: number;
}

export const writerSchema = v.object({ host: v.string(), pid: v.number() });
