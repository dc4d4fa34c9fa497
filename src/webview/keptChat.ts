/** What the chat's page itself keeps while the view is hidden and its document gone. */
export interface KeptChat {
  readonly draft: string;
  /** Pixels from the top; absent while the end is being followed. */
  readonly scrollTop?: number;
}

export function parseKeptChat(kept: Readonly<Record<string, unknown>>): KeptChat {
  const { draft, scrollTop } = kept;
  return {
    draft: typeof draft === "string" ? draft : "",
    ...(typeof scrollTop === "number" && { scrollTop }),
  };
}
