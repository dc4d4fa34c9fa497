/** Files whose front matter belongs to another tool, by their name: VS Code's and Copilot's, skills, Kiro's steering. */
const FOREIGN_FILES: readonly RegExp[] = [
  /(^|[/\\])copilot-instructions\.md$/i,
  /\.(prompt|instructions|agent|chatmode)\.md$/i,
  /(^|[/\\])SKILL\.md$/i,
  /(^|[/\\])\.kiro[/\\]steering[/\\][^/\\]+\.md$/i,
  /(^|[/\\])\.(github|claude|gemini|opencode|cursor|specify|windsurf)[/\\]/i,
];

/** Keys that other tools, site generators and note books use. */
const FOREIGN_KEYS: ReadonlySet<string> = new Set(
  (
    "agent agent_scripts agents aliases allowed-tools alwaysApply applyTo argument-hint arguments author authors " +
    "capabilities category categories color created cssclasses date depends description disable-model-invocation " +
    "draft feature fileMatchPattern globs handoffs hidden icon id image inclusion keywords lang language last_updated " +
    "layout license locale mcp-servers metadata mode name order owner owners parent permalink permissions " +
    "prerequisites priority published redirect_from related scripts sidebar_position slug status steps subtask " +
    "subtitle summary tag tags target template title toc tools type updated user-invocable variant version weight"
  ).split(" "),
);

/** Whether a file's front matter is another tool's, of which SmartSpec takes what it understands and says nothing about the rest. */
export function isForeignSpec(path: string): boolean {
  return FOREIGN_FILES.some((pattern) => pattern.test(path));
}

/** A key that somebody else understands. */
export function isForeignKey(name: string): boolean {
  return FOREIGN_KEYS.has(name);
}
