/** Time as a request sees it. Tests bring their own. */
export interface GatewayClock {
  /** Milliseconds since 1970. Goes on while the machine sleeps. */
  now(): number;
  /** Calls once, after `ms` in which the machine was awake, or as soon as it wakes up; the result calls it off. */
  after(ms: number, call: () => void): () => void;
}

export const systemClock: GatewayClock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
