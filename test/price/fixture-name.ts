/** A model name as a log writes it, and the `provider/model` of the book that it must mean. */
export interface FixtureName {
  readonly provider: string | undefined;
  readonly name: string;
  readonly expect: string | 'unknown';
}

export const named = (
  provider: string | undefined,
  names: Readonly<Record<string, string>>,
): readonly FixtureName[] => Object.entries(names).map(([name, expect]) => ({ provider, name, expect }));

export const unknown = (provider: string | undefined, ...names: readonly string[]): readonly FixtureName[] =>
  names.map((name) => ({ provider, name, expect: 'unknown' }));
