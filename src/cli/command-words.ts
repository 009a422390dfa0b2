/**
 * The words of a command, as recost takes it: parted by blanks. `'…'` holds everything, `"…"` everything but `\"` and
 * `\\`, which are `"` and `\`. Nothing else has a meaning: no shell reads it, and a `\` elsewhere stands for itself.
 * @returns `undefined` if a quotation does not end
 */
export function commandWords(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let rest = command.trimStart();
  while (rest !== '') {
    const [whole = ''] = WORD.exec(rest) ?? [];
    if (whole === '' || QUOTE.test(rest.charAt(whole.length))) return undefined;
    words.push(
      whole.replace(PART, (_, single?: string, double?: string, plain?: string) =>
        unquoted(single, double, plain),
      ),
    );
    rest = rest.slice(whole.length).trimStart();
  }
  return words;
}

const QUOTE = /['"]/;
const WORD = /^(?:'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"])+/s;
const PART = /'([^']*)'|"((?:[^"\\]|\\.)*)"|([^\s'"]+)/gs;

const unquoted = (single?: string, double?: string, plain?: string): string =>
  single ?? double?.replace(/\\(["\\])/g, '$1') ?? plain ?? '';
