import type { FormatReader, JsonFormat, ReadContext } from './format.ts';

/** The reader of the format that a value belongs to. */
export interface Claimant<Name extends string> {
  readonly name: Name;
  readonly reader: FormatReader;
}

/**
 * Finds each value's format: the only one that is certain of it, else one for which it is possible, the format of
 * the values before it first. A format of records that hold responses goes before the formats of those responses.
 * Otherwise, two that are certain of the same value are told, never chosen between.
 */
export interface Claims<Name extends string> {
  readonly of: (value: unknown) => Claimant<Name> | { readonly rivals: readonly Name[] } | undefined;
  /** Every reader that was used. */
  readonly used: () => readonly Claimant<Name>[];
}

/** One for each file: what was read before helps to tell what comes. */
export function createClaims<Name extends string>(
  formats: readonly (readonly [Name, JsonFormat])[],
  context: ReadContext,
): Claims<Name> {
  /** Formats that were certain before, the last one first: in a file that mixes a few, the others are not asked. */
  let recent: readonly (Claimant<Name> & { readonly format: JsonFormat })[] = [];
  const wrapping = formats.filter(([, { wraps }]) => wraps);

  function use(name: Name, format: JsonFormat): Claimant<Name> {
    const claimant = recent.find((each) => each.name === name) ?? {
      name,
      format,
      reader: format.open(context),
    };
    if (recent[0] !== claimant) recent = [claimant, ...recent.filter((each) => each !== claimant)];
    return claimant;
  }

  const certainOf = (among: typeof formats, value: unknown): typeof formats =>
    among.filter(([, format]) => format.claims(value, context) === 'certain');

  return {
    of(value) {
      for (const { name, format } of recent) {
        if (format.isBare?.(value) === true) return use(name, format);
        if (format.claims(value, context) !== 'certain') continue;
        const around = format.wraps ? [] : certainOf(wrapping, value);
        if (around.length === 0) return use(name, format);
      }
      const claims = formats.map(([name, format]) => ({
        name,
        format,
        claim: format.claims(value, context),
      }));
      const all = claims.filter(({ claim }) => claim === 'certain');
      const outer = all.filter(({ format }) => format.wraps);
      const [certain, ...rivals] = outer.length > 0 ? outer : all;
      if (certain !== undefined && rivals.length > 0)
        return { rivals: [certain, ...rivals].map(({ name }) => name) };
      if (certain !== undefined) return use(certain.name, certain.format);
      const possible = claims.filter(({ claim }) => claim === 'possible');
      const known = recent.find((each) => possible.some(({ name }) => name === each.name));
      const chosen = known ?? possible[0];
      return chosen && use(chosen.name, chosen.format);
    },
    used: () => recent,
  };
}
