/** What became of a text: its value, or what is wrong with it, said so that `value "abc" …` can stand before it. */
export type Parsed<T> = { readonly value: T } | { readonly fault: string };

export const isFault = <T>(parsed: Parsed<T>): parsed is { readonly fault: string } => 'fault' in parsed;
