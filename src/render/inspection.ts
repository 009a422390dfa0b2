import { Chalk, type ChalkInstance } from 'chalk';
import type { InspectedFile, InspectedModel, Inspection } from '../domain/inspection.ts';
import { plain } from './escape.ts';
import { shortName, shortText } from './names.ts';
import { grouped, many } from './numbers.ts';
import type { Screen } from './screen.ts';
import { wrap } from './wrap.ts';

export const INSPECTION_SCHEMA_VERSION = 1;

export function inspectionJson(inspection: Inspection): string {
  const whole = { schemaVersion: INSPECTION_SCHEMA_VERSION, kind: 'inspection', ...inspection };
  const shown = (key: string, value: unknown): unknown => {
    if (typeof value === 'string')
      return key === 'name' || key === 'provider' ? shortName(value) : shortText(value);
    return value ?? null;
  };
  return `${JSON.stringify(whole, shown, 2)}\n`;
}

const calls = (count: number): string => many(count, 'call');

/** What was understood, for people. */
export function inspectionText(inspection: Inspection, screen: Screen): string {
  const colour = new Chalk({ level: screen.hasColour ? 1 : 0 });
  const { workflows, models } = inspection;
  const { isAscii } = screen;
  const perCall = inspection.callsWithoutRun;
  const runs = `${many(inspection.runs, 'run')}${perCall === 0 ? '' : `, of which ${grouped(perCall)} ${perCall === 1 ? 'is a single call' : 'are single calls'} without a run id`}`;
  const others = inspection.files.filter(isOther);
  return `${[
    ...inspection.files.filter((file) => !isOther(file)).map((file) => fileText(file, screen, colour)),
    ...(others.length === 0 ? [] : [colour.bold(othersText(others))]),
    colour.bold(`In all: ${calls(inspection.calls)} in ${runs}`),
    ...workflows.map(({ name, calls: count, isFileName }) =>
      line(
        `workflow ${plain(shortName(name, isAscii))}${isFileName ? " (the file's name: the log names none)" : ''}: ${calls(count)}`,
        screen,
      ),
    ),
    ...models.map((model) => line(modelText(model, isAscii), screen)),
  ].join('\n')}\n`;
}

/** It lies in a folder of logs, and is none. */
const isOther = ({ problems }: InspectedFile): boolean =>
  problems.some(({ code }) => code === 'file-ignored');

function othersText([first, ...rest]: readonly InspectedFile[]): string {
  const more = rest.length === 0 ? '' : ` and ${grouped(rest.length)} more`;
  return `Left out, being no logs: ${plain(first?.name ?? '')}${more}`;
}

const line = (text: string, { width }: Screen): string => `  ${wrap(text, width - 4, '    ')}`;

function fileText(file: InspectedFile, screen: Screen, colour: ChalkInstance): string {
  const title = colour.bold(plain(shortName(file.name, screen.isAscii)));
  if (file.refused !== undefined)
    return `${title}\n${line(`left out: ${plain(shortText(file.refused, screen.isAscii))}`, screen)}`;
  const facts = [
    ...file.formats.map(
      ({ format, title: what, sign, records }) =>
        `format ${format} (${what}): ${many(records, 'record')}, known by ${sign}`,
    ),
    `${calls(file.calls)}${file.merged === 0 ? '' : `; ${many(file.merged, 'more record')} of the same responses, merged`}`,
    ...(file.spans === 0 ? [] : [spansText(file)]),
    ...(file.unclaimed === 0 ? [] : [`${many(file.unclaimed, 'value')} in which no call was recognised`]),
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
      : [`${many(file.contradictions, 'record')} whose stated total fits no reading of the other counts`]),
    `text present in ${file.callsWithText === 0 ? 'no call' : calls(file.callsWithText)}`,
    ...file.problems.map(
      ({ count, isLoss, example }) =>
        `${isLoss ? 'lost or doubtful' : 'noted'}, ${count === 1 ? 'once' : `${grouped(count)} times`}: ${plain(shortText(example, screen.isAscii))}`,
    ),
  ];
  return [title, ...facts.map((fact) => line(fact, screen))].join('\n');
}

const spansText = ({ spans, rolledUp }: InspectedFile): string =>
  `${many(spans, 'span')} in traces; ${rolledUp === 0 ? 'none repeats' : `${grouped(rolledUp)} only ${rolledUp === 1 ? 'repeats' : 'repeat'}`} the counts of calls inside`;

const COST_TEXTS: Readonly<Record<InspectedFile['recordedCosts'][number]['kind'], string>> = {
  stated: 'as stated',
  list: 'at list price',
  charged: 'as charged, fees and mark-up included',
  'own key': "the upstream's bill to your own key",
  zero: '0 beside tokens, taken as unknown',
};

const costText = ({ kind, calls: count }: InspectedFile['recordedCosts'][number]): string =>
  `${COST_TEXTS[kind]} (${grouped(count)})`;

function modelText(
  { name, provider, calls: count, billedAs, basis, unpriced }: InspectedModel,
  isAscii: boolean,
): string {
  const who = `${name === undefined ? '(no model)' : plain(shortName(name, isAscii))}${provider === undefined ? '' : ` by ${plain(shortName(provider, isAscii))}`}`;
  if (billedAs === undefined)
    return `model ${who}: ${calls(count)}, no price: ${plain(shortText(unpriced ?? '', isAscii))}`;
  return `model ${who}: ${calls(count)}, priced as ${billedAs}${basis === 'own' ? '' : ` (resold at list price: ${basis})`}`;
}
