import { Composer, type CST, type Document, Lexer, LineCounter, Parser } from 'yaml';

/** How the reading of a text ends that is no YAML, or more than we take. */
export interface Refusal {
  readonly refuse: (line: number, reason: string) => never;
  /** What the file is, for who has nested it too deeply: `features are a plain list`. */
  readonly form: string;
}

/** Ours go five deep. Far below what exhausts the stack of the composer, from which Node does not always recover. */
const DEEPEST = 40;

/**
 * The tree of a YAML (or JSON) text. Every value stays text: no number is rounded.
 * @returns `undefined` if there is nothing in it
 * @throws what `refuse` does, if it is not YAML, or more than we take
 */
export function yamlTree(
  text: string,
  { refuse, form }: Refusal,
): { readonly root: Document['contents']; readonly lineAt: (offset: number) => number } | undefined {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const fail = (offset: number, reason: string): never => refuse(lineAt(offset), reason);
  const tokens = tokensOf(text, lines, (offset) => fail(offset, `it is nested too deeply; ${form}`));
  const documents = tokens.filter(({ type }) => type === 'document');
  const second = documents[1];
  if (second !== undefined) fail(second.offset, 'a second document begins here (---); keep all in one');
  const options = { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' } as const;
  const [document] = [...new Composer(options).compose(tokens, false, text.length)];
  // An alias is no reason to give up the file: whoever reads that value says what is wrong with it.
  const fault = document?.errors.find(({ code }) => code !== 'BAD_ALIAS');
  if (fault !== undefined) fail(fault.pos[0], reasonOf(fault.message));
  return document === undefined ? undefined : { root: document.contents, lineAt };
}

function tokensOf(
  text: string,
  lines: LineCounter,
  tooDeep: (offset: number) => never,
): readonly CST.Token[] {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > DEEPEST) tooDeep(parser.offset);
  }
  tokens.push(...parser.end());
  return tokens;
}

/** The parser's own words, and what often is behind them. */
function reasonOf(message: string): string {
  const reason = message.split('\n')[0] ?? '';
  if (/nested mappings/i.test(reason)) return `${reason} (put a text with ": " in quotes)`;
  if (/tabs/i.test(reason)) return `${reason} (use spaces)`;
  return /reserved|unexpected|block/i.test(reason)
    ? `${reason} (a text with signs belongs in quotes)`
    : reason;
}
