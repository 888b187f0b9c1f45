/** A file to be kept. Its name is ours: letters, digits, dots and hyphens. */
export function download(
  body: BodyInit,
  file: { readonly name: string; readonly type: string },
): Response {
  return new Response(body, {
    headers: {
      "Content-Type": file.type,
      "Content-Disposition": `attachment; filename="${file.name}"`,
      "Cache-Control": "no-store",
    },
  });
}
