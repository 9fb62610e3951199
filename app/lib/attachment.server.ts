/**
 * The header of an answer that is a file to keep.
 *
 * @param fileName  with its ending; any language
 */
export function attachment(fileName: string) {
  const name = encodeURIComponent(fileName).replaceAll("'", "%27");
  return { "Content-Disposition": `attachment; filename*=UTF-8''${name}` };
}
