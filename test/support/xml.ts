/** An element of an XML document, in the order in which they begin. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text, without that of elements inside. */
  text: string;
}

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The elements of a document. @throws Error if it is not well-formed */
export function elementsIn(document: string): readonly XmlElement[] {
  if (FORBIDDEN.test(document)) throw new Error('a character that no XML document may hold');
  const body = document.replace(/^<\?xml [^?]*\?>\n/, '');
  const elements: XmlElement[] = [];
  const open: XmlElement[] = [];
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+|</g)) {
    const [, name = '', rest = '', end] = /^<([A-Za-z-]+)((?:\s[^<>]*?)?)(\/?)>$/.exec(token) ?? [];
    if (name !== '') {
      if (open.length === 0 && elements.length > 0) throw new Error('a second root');
      const element = { name, attributes: attributesIn(rest), text: '' };
      elements.push(element);
      if (end === '') open.push(element);
    } else if (token.startsWith('</')) {
      if (token !== `</${open.pop()?.name}>`) throw new Error(`not nested: ${token}`);
    } else if (token.startsWith('<')) throw new Error(`no tag: ${token}`);
    else addText(open.at(-1), token);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.at(-1)?.name}`);
  return elements;
}

function addText(element: XmlElement | undefined, text: string): void {
  if (element !== undefined) element.text += unescaped(text);
  else if (text.trim() !== '') throw new Error(`text outside: ${text}`);
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/\s([A-Za-z]+)="([^"<]*)"/g)];
  if (found.map(([all]) => all).join('') !== text) throw new Error(`no attributes: ${text}`);
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, unescaped(value)]));
}

const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d+)|(\w+));|&/g, (all, code: string | undefined, name: string | undefined) => {
    const char = code === undefined ? ENTITIES[name ?? ''] : String.fromCodePoint(Number(code));
    if (char === undefined) throw new Error(`no entity: ${all}`);
    return char;
  });
