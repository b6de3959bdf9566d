/** The page of the panel: its skeleton, its strict content policy, its words. Pure. */

export interface PageParts {
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly language: string;
  readonly words: Readonly<Record<string, string>>;
}

/**
 * No source is allowed but the nonce: nothing remote, no inline style, no image, no font, no
 * connection, no form.
 */
export function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

export function page({ nonce, scriptUri, styleUri, language, words }: PageParts): string {
  const word = (key: string): string => escapeHtml(words[key] ?? key);
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${word("title")}</title>
<link rel="stylesheet" nonce="${nonce}" href="${escapeHtml(styleUri)}">
</head>
<body data-words="${escapeHtml(JSON.stringify(words))}">
<header>
<h1>${word("title")}</h1>
<p id="summary" role="status"></p>
<div class="tools" role="search" aria-label="${word("filters")}">
<label class="wide"><span>${word("text")}</span><input id="text" type="search"></label>
<label><span>${word("severity")}</span><select id="severity"></select></label>
<label><span>${word("category")}</span><select id="category"></select></label>
<label><span>${word("pack")}</span><select id="pack"></select></label>
<label><span>${word("group")}</span><select id="grouping"></select></label>
</div>
<div class="tools">
<button id="check" class="primary" type="button">${word("check")}</button>
<label><span>${word("format")}</span><select id="format"></select></label>
<button id="export" type="button">${word("export")}</button>
</div>
</header>
<main id="list" aria-label="${word("list")}"></main>
<p id="note"></p>
<div id="live" class="unseen" role="status" aria-live="polite"></div>
<script nonce="${nonce}" src="${escapeHtml(scriptUri)}"></script>
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
