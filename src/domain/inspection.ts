import type { AlgebraRule } from './call.ts';
import type { CostKind } from './raw-call.ts';

/** What was understood of a log, file by file, and of its models. */
export interface Inspection {
  readonly files: readonly InspectedFile[];
  readonly calls: number;
  readonly runs: number;
  readonly callsWithoutRun: number;
  readonly workflows: readonly {
    readonly name: string;
    readonly calls: number;
    readonly isFileName: boolean;
  }[];
  /** Most used first. */
  readonly models: readonly InspectedModel[];
}

export interface InspectedFile {
  readonly name: string;
  readonly refused: string | undefined;
  readonly formats: readonly InspectedFormat[];
  readonly calls: number;
  /** Records that told of a response already known. */
  readonly merged: number;
  /** Spans of traces, calls or not. */
  readonly spans: number;
  /** Spans whose counts are those of the calls inside them: not counted again. */
  readonly rolledUp: number;
  readonly unclaimed: number;
  readonly callsWithText: number;
  /** Records by what decided whether cached tokens are inside the input. */
  readonly rules: readonly { readonly rule: AlgebraRule; readonly calls: number }[];
  readonly contradictions: number;
  /** Records by what their recorded cost is; `zero`: 0 beside tokens, which is no cost but an unknown price. */
  readonly recordedCosts: readonly { readonly kind: CostKind | 'zero'; readonly calls: number }[];
  readonly problems: readonly {
    readonly code: string;
    readonly count: number;
    readonly isLoss: boolean;
    readonly example: string;
  }[];
}

/** A format that was found in a file, and why it was taken for that. */
export interface InspectedFormat {
  readonly format: string;
  readonly title: string;
  readonly sign: string;
  readonly records: number;
}

export interface InspectedModel {
  /** As logged: untrusted. */
  readonly name: string | undefined;
  readonly provider: string | undefined;
  readonly calls: number;
  /** `provider/model` of the price book that it bills as, or `undefined` with the reason. */
  readonly billedAs: string | undefined;
  readonly basis: 'own' | 'documented' | 'assumed' | undefined;
  readonly unpriced: string | undefined;
}
