import { stringify } from 'yaml';
import { literalPattern } from '../../config/pattern.ts';
import { type Money, moneyRounded, toUsd } from '../../domain/money.ts';

/** What a log tells of a workflow. `mean`: of a run, in 10⁻¹⁵ USD; `undefined`: its runs have no price. */
export interface WorkflowCost {
  readonly name: string;
  readonly runs: number;
  readonly mean: Money | undefined;
}

const HEAD = `# Features for "recost viable": what a run is worth decides what it may cost.
# Take the "# " away in front of what you know, change it, and delete the features that need no judgement.
#
# Exactly one of these says what a run is worth:
#   value              what it is worth to you
#   price              what a customer pays for it
#   revenue_per_month  what all its runs of a month bring in; needs runs_per_month
#   budget             what it may cost: nothing else is needed
# and, except beside a budget, one of these says how much of that inference may take:
#   target_margin      what must be left of it after inference; 0% is break-even
#   revenue_share      what inference may take
# Amounts: 0.30, $0.30, 0.30 EUR, 30 ct; a point before the decimals, thousands as in 1,200.50.
# Shares: 70%, 0.7 or 7/10.

# currency: EUR             # of amounts that name none; without this line they are USD
# exchange_rates:           # for every currency but USD: what one unit was worth in USD, and on which day
#   - { currency: EUR, usd: 1.085, date: 2026-11-20 }
# defaults:                 # any key of a feature, for features that do not say
#   target_margin: 70%

# In a workflow's name * stands for any characters and ? for one; \\ before them takes that meaning away.
features:
`;

const FILL_IN = `    # value: 1.00
    # target_margin: 70%
    # runs_per_month: 1000
    # status: shipped         # or shelved
    # min_quality: 0.9        # the least score that a model must have
    # quality: { deepseek-v4-pro: 0.93, keep: 0.97 }   # scores you measured; keep: the models used now
`;

const SHAPE = `
  # Something that was never built, as you expect it:
  # - name: Contract review for every plan
  #   status: shelved
  #   steps: 6
  #   calls_per_step: 3
  #   input_tokens: 50000       # of each call
  #   cached_tokens: 0          # of these; leave it out if you do not know
  #   output_tokens: 5000       # of each call
  #   frontier_share: 50%       # of the calls, which stay on the model of before; 0% if left out
  #   before_model: gpt-5.5     # the model you would have used
  #   value: 1.00
  #   target_margin: 70%
  #   runs_per_month: 12000
`;

/** A commented features file with a feature for each workflow of a log, to be filled in. */
export function featuresTemplate(workflows: readonly WorkflowCost[]): string {
  return `${HEAD}${workflows
    .filter(({ name }) => name !== '')
    .map(feature)
    .join('\n')}${SHAPE}`;
}

const feature = ({ name, runs, mean }: WorkflowCost): string =>
  `  - name: ${quoted(name)}\n    workflow: ${quoted(literalPattern(name))}\n    # ${costNow(runs, mean)}\n${FILL_IN}`;

function costNow(runs: number, mean: Money | undefined): string {
  const count = `${runs.toLocaleString('en-US')} ${runs === 1 ? 'run' : 'runs'} in the logs`;
  if (mean === undefined) return `${count}; what a run costs is not known`;
  return `${count}; a run costs about $${moneyRounded(mean, decimalsFor(toUsd(mean)))}`;
}

function decimalsFor(usd: number): number {
  if (usd >= 1) return 2;
  return usd >= 0.001 ? 4 : 8;
}

/** What editors and terminals do not show as it is, or take for a line's end. */
const UNSEEN =
  /[\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/** A name as a YAML value on one line, whatever is in it. */
function quoted(name: string): string {
  const isPlain = /^\w[\x20-\x7e]{0,199}$/.test(name);
  if (isPlain) return stringify(name, { lineWidth: 0 }).trimEnd();
  const json = stringify(name, { defaultStringType: 'QUOTE_DOUBLE', doubleQuotedAsJSON: true, lineWidth: 0 });
  return json
    .trimEnd()
    .replace(UNSEEN, (text) =>
      [...Array(text.length).keys()].map((index) => `\\u${hex(text.charCodeAt(index))}`).join(''),
    );
}

const hex = (code: number): string => code.toString(16).padStart(4, '0');
