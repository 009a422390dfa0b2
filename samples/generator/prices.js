/** What the gateway knew of prices when it recorded a cost: OpenAI's and Anthropic's lists, nothing else. */

/** USD per million tokens. No OpenAI prompt of these samples is long enough for the dearer long-context prices. */
const PRICES = [
  { model: 'gpt-5.4', from: '2026-03-05', input: '2.5', cached: '0.25', output: '15' },
  { model: 'gpt-5.4-mini', from: '2026-03-17', input: '0.75', cached: '0.075', output: '4.5' },
  { model: 'gpt-5.5', from: '2026-04-23', input: '5', cached: '0.5', output: '30' },
  {
    model: 'claude-sonnet-4-6',
    from: '2026-03-13',
    input: '3',
    cached: '0.3',
    written: '3.75',
    output: '15',
  },
  { model: 'claude-opus-4-7', from: '2026-04-16', input: '5', cached: '0.5', written: '6.25', output: '25' },
];

/**
 * The list price of a call at its start, in dollars, to the last digit; `undefined` where the gateway knew none.
 * Cached and cache-writing tokens are inside `tokens.input`.
 */
export function costOf(model, startedAt, tokens) {
  const price = PRICES.findLast((each) => each.model === model && Date.parse(each.from) <= startedAt);
  if (price === undefined) return undefined;
  const { input, cached, written, output } = tokens;
  return decimal(
    times(input - cached - written, price.input) +
      times(cached, price.cached) +
      times(written, price.written ?? '0') +
      times(output, price.output),
  );
}

const DIGITS = 12;

/** In 10⁻¹² dollars: tokens × 10⁻⁶ dollars per million tokens. */
function times(tokens, price) {
  const [whole, fraction = ''] = price.split('.');
  return BigInt(tokens) * BigInt(whole + fraction.padEnd(6, '0'));
}

function decimal(amount) {
  const digits = String(amount).padStart(DIGITS + 1, '0');
  return `${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`.replace(/\.?0+$/, '');
}
