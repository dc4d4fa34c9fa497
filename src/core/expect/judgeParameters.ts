import type { RequestParameters } from "../run/prepareRequest";

/** What a judge is asked with. A verdict is a word and a sentence; models that think first need room for that. */
export const judgeParameters: RequestParameters = { temperature: 0, maxTokens: 1000 };
