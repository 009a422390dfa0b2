/** Adds decimals exactly; a float is taken as the digits that JSON shows, to the 15th decimal. */
export function exactSum(amounts: readonly (number | string)[]): string {
  const sum = amounts.map(atoms).reduce((a, b) => a + b, 0n);
  const digits = String(sum).padStart(16, '0');
  const decimals = digits.slice(-15).replace(/0+$/, '');
  return decimals === '' ? digits.slice(0, -15) : `${digits.slice(0, -15)}.${decimals}`;
}

/** In 10⁻¹⁵: what is beyond is rounded. */
function atoms(amount: number | string): bigint {
  const [, whole = '', decimals = '', exponent = '0'] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(amount)) ?? [];
  if (whole === '') throw new Error(`no decimal: ${amount}`);
  const scale = 15 + Number(exponent) - decimals.length;
  const digits = BigInt(whole + decimals);
  if (scale >= 0) return digits * 10n ** BigInt(scale);
  const divisor = 10n ** BigInt(-scale);
  return (digits + divisor / 2n) / divisor;
}
