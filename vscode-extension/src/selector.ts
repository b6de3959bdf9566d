/** Which documents are handed to the server. Pure; the shapes are those of the protocol. */

export interface Filter {
  readonly language: string;
  readonly scheme: string;
  readonly pattern?: string;
}

export const PROSE_LANGUAGES: readonly string[] = [
  ...["markdown", "mdx", "quarto", "rmd", "plaintext", "restructuredtext", "asciidoc"],
  ...["latex", "tex", "html", "vue", "svelte", "git-commit"],
];

export const CODE_LANGUAGES: readonly string[] = [
  ...["c", "cpp", "csharp", "css", "dart", "dockerfile", "elixir", "go", "groovy", "haskell"],
  ...["java", "javascript", "javascriptreact", "julia", "kotlin", "lua", "makefile"],
  ...["objective-c", "perl", "php", "powershell", "python", "r", "ruby", "rust", "scala"],
  ...["shellscript", "sql", "swift", "typescript", "typescriptreact"],
];

/** `file` covers remote workspaces too; `vscode-vfs` and `untitled` have no file on disk. */
const SCHEMES = ["file", "untitled", "vscode-vfs"];
const CELL_SCHEME = "vscode-notebook-cell";
const CONFIGURATION_FILES = [
  "**/.inclusive-lint.{yaml,yml}",
  "**/rules/*/*.{yaml,yml}",
  "**/pack.{yaml,yml}",
];

/** Whether the manifest names a JSON Schema for a path, for the YAML extension. */
export function hasSchema(path: string): boolean {
  return /(?:^|\/)(?:\.inclusive-lint\.ya?ml|pack\.yaml|rules\/[^/]+\/[^/]+\.ya?ml)$/.test(path);
}

/** Whether a path is one of those where a workspace is configured. */
export function isConfiguration(path: string): boolean {
  return /(?:^|\/)(?:\.inclusive-lint\.ya?ml|pyproject\.toml)$/.test(path);
}

export interface SelectorSettings {
  /** Null: every prose language. */
  readonly languages: readonly string[] | null;
  readonly sourceComments: boolean;
}

export function checkedLanguages({
  languages,
  sourceComments,
}: SelectorSettings): readonly string[] {
  const prose = languages ?? PROSE_LANGUAGES;
  return sourceComments ? [...new Set([...prose, ...CODE_LANGUAGES])] : prose;
}

export function documentSelector(settings: SelectorSettings): Filter[] {
  const languages = checkedLanguages(settings);
  return [
    ...languages.flatMap((language) =>
      [...SCHEMES, CELL_SCHEME].map((scheme) => ({ language, scheme })),
    ),
    ...CONFIGURATION_FILES.map((pattern) => ({ language: "yaml", scheme: "file", pattern })),
  ];
}

/** Whether the server reads the prose of a document. */
export function isChecked(
  document: { readonly languageId: string; readonly uri: { readonly scheme: string } },
  settings: SelectorSettings,
): boolean {
  const { scheme } = document.uri;
  const known = SCHEMES.includes(scheme) || scheme === CELL_SCHEME;
  return known && checkedLanguages(settings).includes(document.languageId);
}

/** Whether the server has something to do for a document: its prose, or help with a configuration. */
export function isServed(
  document: {
    readonly languageId: string;
    readonly uri: { readonly scheme: string; readonly path: string };
  },
  settings: SelectorSettings,
): boolean {
  if (isChecked(document, settings)) return true;
  const { scheme, path } = document.uri;
  return (
    scheme === "file" &&
    document.languageId === "yaml" &&
    /(?:^|\/)(?:\.inclusive-lint\.ya?ml|pack\.ya?ml|rules\/[^/]+\/[^/]+\.ya?ml)$/.test(path)
  );
}
