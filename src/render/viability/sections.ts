import { type FeatureView, VERDICTS, type Verdict, type Viability } from '../../domain/viability.ts';
import { instantText } from '../numbers.ts';

/** What stands above the features on a screen and in a picture. */
export const titleOf = ({ asOf, statistic }: Viability): string =>
  `A run's cost at the prices of ${instantText(asOf)} against its budget (${statistic} of the runs)`;

/** The features of one verdict. */
export interface Section {
  /** `Newly viable: 3` */
  readonly heading: string;
  readonly views: readonly FeatureView[];
}

/** Both halves of the question always have their heading. */
const ALWAYS: readonly Verdict[] = ['newly viable', 'no longer viable'];

/** By verdict; verdicts without features only if they must be told, too. */
export const sections = ({ features }: Viability): readonly Section[] =>
  VERDICTS.flatMap((verdict) => {
    const views = features.filter((view) => view.verdict === verdict);
    if (views.length === 0 && !ALWAYS.includes(verdict)) return [];
    const name = `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`;
    return [{ heading: `${name}: ${views.length === 0 ? 'none' : views.length}`, views }];
  });
