/**
 * Languages whose documents are Markdown that may be run. VS Code gives prompt files, instructions, agents and skills
 * languages of their own, which change nothing about their text; `chatmode` is what agents were until 1.106.
 */
export const SPEC_LANGUAGES: readonly string[] = [
  "markdown",
  "prompt",
  "instructions",
  "chatmode",
  "chatagent",
  "skill",
];

export function isSpecLanguage(languageId: string): boolean {
  return SPEC_LANGUAGES.includes(languageId);
}
