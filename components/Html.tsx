/** HTML that our own build made of Markdown. Nothing that a visitor wrote may ever come here. */
export function Html({ html, class: className, id }: {
  html: string;
  class?: string;
  id?: string;
}) {
  return <div id={id} class={className} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** The same within a line. */
export function InlineHtml({ html, class: className }: { html: string; class?: string }) {
  return <span class={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
