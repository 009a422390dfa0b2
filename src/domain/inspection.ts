import type { AlgebraRule } from './call.ts';

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
  readonly formats: readonly { readonly format: string; readonly title: string; readonly calls: number }[];
  readonly calls: number;
  readonly merged: number;
  readonly unclaimed: number;
  readonly callsWithText: number;
  /** Records by what decided whether cached tokens are inside the input. */
  readonly rules: readonly { readonly rule: AlgebraRule; readonly calls: number }[];
  readonly contradictions: number;
  readonly problems: readonly {
    readonly code: string;
    readonly count: number;
    readonly isLoss: boolean;
    readonly example: string;
  }[];
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
