/**
 * What Markdown editors get from SmartSpec. Everything behind it is loaded by the first lens, or, where lenses are turned
 * off, by the first line that SmartSpec has something to say about.
 */
import * as vscode from "vscode";
import type { LanguageFeatures } from "./host/languageFeatures";
import { isSpecDocument } from "./host/isSpecDocument";
import { SPEC_LANGUAGES } from "./host/specLanguages";

const SPECS = SPEC_LANGUAGES.map((language) => ({ language }));
/** Places in the text that mean something: variables, and links to context. */
const MEANS_SOMETHING = /\{\{|["']context["']/;

/** `load`: gives the real providers, and may be called again and again. */
export function registerLanguageFeatures(load: () => Promise<LanguageFeatures>): vscode.Disposable {
  const lensesChanged = new vscode.EventEmitter<void>();
  let relayed: Promise<LanguageFeatures> | undefined;
  const features = async () => {
    relayed ??= load().then((loaded) => {
      loaded.lenses.onDidChangeCodeLenses(() => lensesChanged.fire());
      return loaded;
    });
    // What failed once may work the next time.
    relayed.catch(() => (relayed = undefined));
    return relayed;
  };
  /** Marks in the text come by themselves once the rest is loaded. */
  const loadForMarks = () => {
    if (
      vscode.window.visibleTextEditors.some(
        ({ document }) => isSpecDocument(document) && hasFrontMatter(document),
      )
    )
      features().catch(() => undefined);
  };
  // Not as a part of the activation, which the editor waits for.
  const soon = setTimeout(loadForMarks);
  const { languages } = vscode;
  return vscode.Disposable.from(
    lensesChanged,
    { dispose: () => clearTimeout(soon) },
    vscode.window.onDidChangeVisibleTextEditors(loadForMarks),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("smartspec.codeLens")) lensesChanged.fire();
    }),
    languages.registerCodeLensProvider(SPECS, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: async (document) => {
        const isOn = vscode.workspace.getConfiguration("smartspec", document).get("codeLens") !== false;
        return isOn && isSpecDocument(document) ? (await features()).lenses.provideCodeLenses(document) : [];
      },
      resolveCodeLens: async (lens) => (await features()).lenses.resolveCodeLens(lens),
    }),
    languages.registerCompletionItemProvider(
      SPECS,
      {
        provideCompletionItems: async (document, position) => {
          const typed = document.lineAt(position.line).text.slice(0, position.character);
          return isSpecDocument(document) && (hasFrontMatter(document) || typed.includes("{{"))
            ? (await features()).completions.provideCompletionItems(document, position)
            : [];
        },
        resolveCompletionItem: async (item) => (await features()).completions.resolveCompletionItem(item),
      },
      // Those that begin a value, a part of a model's id, an item of a list, and a variable.
      " ",
      ":",
      "/",
      "[",
      ",",
      "{",
      "-",
    ),
    languages.registerHoverProvider(SPECS, {
      provideHover: async (document, position) =>
        isSpecDocument(document) &&
        (hasFrontMatter(document) || MEANS_SOMETHING.test(document.lineAt(position.line).text))
          ? (await features()).hovers.provideHover(document, position)
          : undefined,
    }),
    languages.registerCodeActionsProvider(
      SPECS,
      {
        provideCodeActions: async (document, range, context) =>
          context.diagnostics.some(({ source }) => source === "smartspec")
            ? (await features()).quickFixes.provideCodeActions(document, range, context)
            : [],
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );
}

function hasFrontMatter(document: vscode.TextDocument): boolean {
  return document.lineAt(0).text.startsWith("---");
}
