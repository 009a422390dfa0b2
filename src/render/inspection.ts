import { Chalk, type ChalkInstance } from 'chalk';
import type { InspectedFile, InspectedModel, Inspection } from '../domain/inspection.ts';
import { plain } from './escape.ts';
import { grouped } from './numbers.ts';
import type { Screen } from './screen.ts';
import { wrap } from './wrap.ts';

export const INSPECTION_SCHEMA_VERSION = 1;

export const inspectionJson = (inspection: Inspection): string =>
  `${JSON.stringify({ schemaVersion: INSPECTION_SCHEMA_VERSION, kind: 'inspection', ...inspection }, (_, value: unknown) => value ?? null, 2)}\n`;

const calls = (count: number): string => `${grouped(count)} ${count === 1 ? 'call' : 'calls'}`;

/** What was understood, for people. */
export function inspectionText(inspection: Inspection, screen: Screen): string {
  const colour = new Chalk({ level: screen.hasColour ? 1 : 0 });
  const { workflows, models } = inspection;
  const perCall = inspection.callsWithoutRun;
  const runs = `${grouped(inspection.runs)} runs${perCall === 0 ? '' : `, of which ${grouped(perCall)} are single calls without a run id`}`;
  const others = inspection.files.filter(isOther);
  return `${[
    ...inspection.files.filter((file) => !isOther(file)).map((file) => fileText(file, screen, colour)),
    ...(others.length === 0 ? [] : [colour.bold(othersText(others))]),
    colour.bold(`In all: ${calls(inspection.calls)} in ${runs}`),
    ...workflows.map(({ name, calls: count, isFileName }) =>
      line(
        `workflow ${plain(name)}${isFileName ? ' (the file’s name: the log names none)' : ''}: ${calls(count)}`,
        screen,
      ),
    ),
    ...models.map((model) => line(modelText(model), screen)),
  ].join('\n')}\n`;
}

/** It lies in a folder of logs, and is none. */
const isOther = ({ problems }: InspectedFile): boolean =>
  problems.some(({ code }) => code === 'file-ignored');

function othersText([first, ...rest]: readonly InspectedFile[]): string {
  const more = rest.length === 0 ? '' : ` and ${grouped(rest.length)} more`;
  return `Left out, being no logs: ${plain(first?.name ?? '')}${more}`;
}

const line = (text: string, { width }: Screen): string => `  ${wrap(text, width - 2, '    ')}`;

function fileText(file: InspectedFile, screen: Screen, colour: ChalkInstance): string {
  const title = colour.bold(plain(file.name));
  if (file.refused !== undefined) return `${title}\n${line(`left out: ${plain(file.refused)}`, screen)}`;
  const facts = [
    ...file.formats.map(
      ({ format, title: what, sign, records }) =>
        `format ${format} (${what}): ${grouped(records)} ${records === 1 ? 'record' : 'records'}, known by ${sign}`,
    ),
    `${calls(file.calls)}${file.merged === 0 ? '' : `; ${grouped(file.merged)} more records told of the same responses and were merged`}`,
    ...(file.spans === 0 ? [] : [spansText(file)]),
    ...(file.unclaimed === 0 ? [] : [`${grouped(file.unclaimed)} values in which no call was recognised`]),
    ...(file.rules.length === 0
      ? []
      : [
          `cached tokens inside the input or outside, decided by: ${file.rules.map(({ rule, calls: count }) => `${rule} (${grouped(count)})`).join(', ')}`,
        ]),
    ...(file.recordedCosts.length === 0
      ? []
      : [`recorded cost: ${file.recordedCosts.map(costText).join(', ')}`]),
    ...(file.contradictions === 0
      ? []
      : [`${grouped(file.contradictions)} records whose stated total fits no reading of their counts`]),
    `text present in ${file.callsWithText === 0 ? 'no call' : calls(file.callsWithText)}`,
    ...file.problems.map(
      ({ count, isLoss, example }) =>
        `${isLoss ? 'lost or doubtful' : 'noted'}, ${grouped(count)} times: ${plain(example)}`,
    ),
  ];
  return [title, ...facts.map((fact) => line(fact, screen))].join('\n');
}

const spansText = ({ spans, rolledUp }: InspectedFile): string =>
  `${grouped(spans)} spans in traces; ${rolledUp === 0 ? 'none repeats' : `${grouped(rolledUp)} only ${rolledUp === 1 ? 'repeats' : 'repeat'}`} the counts of calls inside`;

const COST_TEXTS: Readonly<Record<InspectedFile['recordedCosts'][number]['kind'], string>> = {
  stated: 'as stated',
  list: 'at list price',
  charged: 'as charged, fees and mark-up included',
  'own key': 'the upstream’s bill to your own key',
  zero: '0 beside tokens, taken as unknown',
};

const costText = ({ kind, calls: count }: InspectedFile['recordedCosts'][number]): string =>
  `${COST_TEXTS[kind]} (${grouped(count)})`;

function modelText({ name, provider, calls: count, billedAs, basis, unpriced }: InspectedModel): string {
  const who = `${name === undefined ? '(no model)' : plain(name)}${provider === undefined ? '' : ` by ${plain(provider)}`}`;
  if (billedAs === undefined) return `model ${who}: ${calls(count)}, no price: ${plain(unpriced ?? '')}`;
  return `model ${who}: ${calls(count)}, priced as ${billedAs}${basis === 'own' ? '' : ` (resold at list price: ${basis})`}`;
}
