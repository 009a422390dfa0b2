import { isObject, type JsonObject } from '../members.ts';

/** How many characters of an answer can be read in the log: texts, thoughts, what tools were given. */
export function readableCharacters(content: unknown): number {
  if (typeof content === 'string') return content.length;
  if (!Array.isArray(content)) return 0;
  return content.reduce(
    (sum: number, block: unknown) => sum + (isObject(block) ? charactersOf(block) : 0),
    0,
  );
}

function charactersOf(block: JsonObject): number {
  const text = block['text'] ?? block['thinking'];
  if (typeof text === 'string') return text.length;
  return isObject(block['input']) ? JSON.stringify(block['input']).length : 0;
}

/** A response whose stated output cannot be all of what stands in the log. */
export interface Stub {
  readonly line: number;
  /** Output tokens. */
  readonly stated: number;
  /** What the text comes to, at four characters a token: few texts have more. */
  readonly counted: number;
}

/** Gathers the text of responses over their lines, and finds those whose count is that of the stream's beginning. */
export interface Stubs {
  readonly add: (id: unknown, line: number, characters: number, stated: unknown) => void;
  readonly found: () => readonly Stub[];
}

const CHARACTERS_A_TOKEN = 4;
/** An estimate is no count: only what is far off is told. */
const IS_FAR = { times: 3, tokens: 50 };

/** One for each file: an id of a response may come again in another. */
export function createStubs(): Stubs {
  const responses = new Map<string, { readonly line: number; characters: number; stated: number }>();
  return {
    add(id, line, characters, stated) {
      if (typeof id !== 'string' || typeof stated !== 'number') return;
      const known = responses.get(id) ?? { line, characters: 0, stated: 0 };
      responses.set(id, known);
      known.characters += characters;
      known.stated = Math.max(known.stated, stated);
    },
    found: () =>
      [...responses.values()]
        .map(({ line, characters, stated }) => ({
          line,
          stated,
          counted: Math.round(characters / CHARACTERS_A_TOKEN),
        }))
        .filter(({ stated, counted }) => counted > stated * IS_FAR.times && counted - stated > IS_FAR.tokens),
  };
}
