/** The part of a keyboard event that matters in the input. */
export interface PressedKey {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export interface ComposerSituation {
  readonly sendOn: "enter" | "ctrlEnter";
  /** Nothing is in the input, or what the arrows brought back, unchanged. */
  readonly isRecallable: boolean;
  /** The list of specs is open and has something to choose. */
  readonly isListOpen: boolean;
  /** A composition has ended with this very key press: some browsers report the Enter after its end. */
  readonly endsComposition: boolean;
}

/** `type`: leave the key to the input. `ignore`: it belongs to the input method. */
export type ComposerKeyMeaning =
  | "type"
  | "ignore"
  | "send"
  | "recall-older"
  | "recall-newer"
  | "take-option"
  | "next-option"
  | "previous-option"
  | "close-list"
  | "leave-upwards";

/** What a key means in the input. */
export function composerKey(pressed: PressedKey, situation: ComposerSituation): ComposerKeyMeaning {
  // Input methods report their own keys as 229, also where `isComposing` is false already.
  if (pressed.isComposing || pressed.keyCode === 229) return "type";
  const isCommand = pressed.ctrlKey || pressed.metaKey;
  const isPlain = !isCommand && !pressed.altKey && !pressed.shiftKey;
  if (pressed.key === "Enter") {
    if (situation.endsComposition) return "ignore";
    if (situation.isListOpen && isPlain) return "take-option";
    const sends = situation.sendOn === "enter" ? !pressed.shiftKey && !pressed.altKey : isCommand;
    return sends ? "send" : "type";
  }
  if (situation.isListOpen && isPlain) {
    if (pressed.key === "Tab") return "take-option";
    if (pressed.key === "ArrowDown") return "next-option";
    if (pressed.key === "ArrowUp") return "previous-option";
    if (pressed.key === "Escape") return "close-list";
  }
  if (pressed.key === "ArrowUp" && isCommand) return "leave-upwards";
  if (isPlain && situation.isRecallable) {
    if (pressed.key === "ArrowUp") return "recall-older";
    if (pressed.key === "ArrowDown") return "recall-newer";
  }
  return "type";
}
