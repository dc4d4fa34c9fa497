/** A fast model is ahead of the page, which must still answer keys and clicks. */
export const drawingMsPerFrame = 8;
