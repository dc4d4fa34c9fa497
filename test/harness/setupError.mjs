/** A set-up step that cannot go on. The message is one sentence for the person at the terminal: no stack is shown. */
export class SetupError extends Error {}
