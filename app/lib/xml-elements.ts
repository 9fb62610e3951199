/** An element as it stands in the text of a document. */
export interface XmlElement {
  readonly attributes: string;
  /** What stands between its tags, not decoded. */
  readonly inside: string;
}

/**
 * The elements of one name in a piece of XML, one after the other; none of them may hold another of its name.
 *
 * Not a parser: it looks for tags, and stops where one is not closed. Cost: linear, whatever the text.
 */
export function* xmlElements(xml: string, name: string): Generator<XmlElement> {
  const [start, end] = [`<${name}`, `</${name}>`];
  for (let at = xml.indexOf(start); at >= 0;) {
    const after = at + start.length;
    const open = xml.indexOf(">", after);
    if (open < 0) return;
    if (!/[\s/>]/.test(xml[after] ?? "")) {
      at = xml.indexOf(start, after); // a longer name
      continue;
    }
    const isEmpty = xml[open - 1] === "/";
    const close = isEmpty ? open + 1 : xml.indexOf(end, open);
    if (close < 0) return;
    yield {
      attributes: xml.slice(after, isEmpty ? open - 1 : open),
      inside: isEmpty ? "" : xml.slice(open + 1, close),
    };
    at = xml.indexOf(start, isEmpty ? close : close + end.length);
  }
}

/** A piece of XML without the elements of one name. */
export function withoutElements(xml: string, name: string): string {
  const [start, end] = [`<${name}`, `</${name}>`];
  const kept: string[] = [];
  let from = 0;
  for (let at = xml.indexOf(start); at >= 0; at = xml.indexOf(start, from)) {
    const close = xml.indexOf(end, at);
    if (close < 0) break;
    kept.push(xml.slice(from, at));
    from = close + end.length;
  }
  return kept.join("") + xml.slice(from);
}

/** The value of an attribute; null if it is not there. */
export function xmlAttribute(attributes: string, name: string): string | null {
  const at = ` ${attributes.replace(/\s/g, " ")}`.indexOf(` ${name}="`);
  if (at < 0) return null;
  const from = at + name.length + 2;
  const to = attributes.indexOf('"', from);
  return to < 0 ? null : decodeXml(attributes.slice(from, to));
}

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Text with its entities as the characters that they stand for. */
export function decodeXml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? "", 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    },
  );
}
