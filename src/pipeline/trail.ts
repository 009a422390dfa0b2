import { ALGEBRA_RULES, type AlgebraRule } from '../domain/call.ts';
import type { CallOrigin } from '../domain/explanation.ts';
import { bytes, wholes } from '../domain/growing.ts';

/** A record of a call, as it was read. */
export interface HeardRecord {
  readonly file: string;
  readonly line: number;
  readonly rule: AlgebraRule;
  readonly id: string | undefined;
  /** It is what a span has more than the calls inside it. */
  readonly isGap: boolean;
}

/** Its number among the records on its line, from 1. */
export type PlacedRecord = HeardRecord & { readonly onLine: number };

/** Where a call was read. */
export interface Heard extends CallOrigin {
  /** It, or another record of its response, is the one that was asked for. */
  readonly isAsked: boolean;
}

/** Notes where the calls were read that wait in the ledger. Some 18 bytes for each. */
export interface Trail {
  /** @param row the call's place in the ledger */
  readonly hear: (row: number, record: HeardRecord) => void;
  readonly of: (row: number) => Heard;
  /** A call that waits nowhere. */
  readonly alone: (record: HeardRecord) => Heard;
}

/** @param isAsked whether a record is the one that the user named */
export function createTrail(isAsked: (record: PlacedRecord) => boolean): Trail {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const [file, line, place, records] = [wholes(), wholes(), wholes(), wholes()];
  const [rules, gaps] = [bytes(), bytes()];
  const asked = new Set<number>();

  let last: PlacedRecord | undefined;

  function placed(record: HeardRecord): PlacedRecord {
    const isSame = last?.line === record.line && last.file === record.file;
    last = { ...record, onLine: isSame ? (last?.onLine ?? 0) + 1 : 1 };
    return last;
  }

  function numberOf(name: string): number {
    const known = numbers.get(name) ?? names.length;
    if (known === names.length) names.push(name);
    numbers.set(name, known);
    return known;
  }

  return {
    hear(row, heard) {
      const record = placed(heard);
      if (records.get(row) === 0) {
        file.set(row, numberOf(record.file));
        line.set(row, record.line);
        place.set(row, record.onLine);
        gaps.set(row, Number(record.isGap));
      }
      records.set(row, records.get(row) + 1);
      rules.set(row, rules.get(row) | bitOf(record.rule));
      if (isAsked(record)) asked.add(row);
    },
    of: (row) => ({
      file: names[file.get(row)] ?? '',
      line: line.get(row),
      onLine: place.get(row),
      records: records.get(row),
      rules: rulesIn(rules.get(row)),
      isGap: gaps.get(row) === 1,
      isAsked: asked.has(row),
    }),
    alone(heard) {
      const record = placed(heard);
      const { file: name, line: number, onLine, rule, isGap } = record;
      return {
        file: name,
        line: number,
        onLine,
        records: 1,
        rules: [rule],
        isGap,
        isAsked: isAsked(record),
      };
    },
  };
}

const bitOf = (rule: AlgebraRule): number => 1 << ALGEBRA_RULES.indexOf(rule);

const rulesIn = (bits: number): readonly AlgebraRule[] =>
  ALGEBRA_RULES.filter((rule) => (bits & bitOf(rule)) !== 0);
