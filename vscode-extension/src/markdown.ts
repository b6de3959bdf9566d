/** What the editor should not show of the server's Markdown. Pure. */

/** Without the opening paragraph, where the editor shows these words already: as a diagnostic's message. */
export function withoutMessages(markdown: string, messages: readonly string[]): string {
  const shown = new Set(messages);
  return markdown
    .split("\n\n---\n\n")
    .map((part) => {
      const opening = /^\*\*((?:\\.|[^*\\])+)\*\*\n\n/.exec(part);
      const said = opening?.[1]?.replace(/\\(.)/g, "$1");
      return opening && said !== undefined && shown.has(said)
        ? part.slice(opening[0].length)
        : part;
    })
    .join("\n\n---\n\n");
}

/** With the words of links to files alone: the preview opens nothing outside the workspace. */
export function withoutFileLinks(markdown: string): string {
  return markdown.replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\(file:[^)]*\)/g, "$1");
}
