import { type Node, short } from '../../config/node.ts';
import { type Notation, wholeOf } from '../../config/numbers.ts';
import type { Parsed } from '../../config/parsed.ts';
import { type ExchangeRate, type Feature, type FeatureStatus, STATUSES } from '../../domain/feature.ts';
import { nearest } from '../../domain/nearest.ts';
import { type Problem, RecostError } from '../../domain/problem.ts';
import { type Form, readField, withDefaults } from './form.ts';
import { readQuality, type Scores, scoresOf } from './quality.ts';
import { complain, type Draft, type Source } from './source.ts';
import { readSubject } from './subject.ts';
import { tableSource } from './table-source.ts';
import { readWorth } from './worth.ts';
import { yamlSource } from './yaml-source.ts';

const LONGEST = 1_000_000;
const RUNS = { least: 1, most: 1_000_000_000_000 };

export interface FeaturesFile {
  readonly name: string;
  readonly text: string;
  /** From the command line: they go before those of the file. */
  readonly exchangeRates: readonly ExchangeRate[];
}

export interface FeatureList {
  readonly features: readonly Feature[];
  /** Those that an amount was converted with. */
  readonly exchangeRates: readonly ExchangeRate[];
  readonly problems: readonly Problem[];
  /** Features that are left out, because something is wrong with them. */
  readonly faulty: number;
}

/**
 * Reads a list of features: a table if its name ends in .csv or .tsv, else YAML or JSON. A feature that is wrong is
 * left out with a problem for each fault; the others stay. All may be wrong: then the list is empty.
 * @throws RecostError if the file as a whole cannot be read, or names no feature
 */
export function readFeatures({ name, text, exchangeRates }: FeaturesFile): FeatureList {
  const source = sourceOf(name, textOf(name, text));
  const rates = new Map([...source.exchangeRates, ...exchangeRates].map((rate) => [rate.currency, rate]));
  const memory = remembered(source);
  const lines = new Map<string, number>();
  const features: Feature[] = [];
  const problems: Problem[] = [...source.problems];
  const used = new Set<ExchangeRate>();
  for (const draft of source.drafts) {
    const form = formOf(draft, source, { rates, scoresIn: memory });
    // What says nothing that we know lacks everything: that is no news.
    const isNothing = draft.fields.size === 0 && draft.problems.length > 0;
    const read = isNothing ? undefined : readFeature(form, lines);
    if (read === undefined) problems.push(...told(draft, form));
    else features.push(read.feature);
    if (read?.rate !== undefined) used.add(read.rate);
  }
  const faulty = source.drafts.length - features.length;
  return { features, exchangeRates: [...used], problems: once(problems), faulty };
}

/** A field that is missing is most likely the one whose key is misspelt: that is said already. */
const told = (draft: Draft, form: Form): readonly Problem[] =>
  form.problems.filter(({ code }) => code !== 'feature-field-missing' || !draft.problems.some(isMisspelt));

const isMisspelt = ({ code, text }: Problem): boolean =>
  code === 'feature-key-unknown' && /did you mean/i.test(text);

function textOf(name: string, text: string): string {
  const fail = (reason: string): never => {
    throw new RecostError('features-unreadable', { name, line: 0, reason });
  };
  if (text.includes('\0') || text.startsWith('PK\u0003\u0004'))
    return fail('it is no plain text: save it as YAML or CSV, in UTF-8');
  if (text.length > LONGEST) return fail('it is larger than 1 MB: no list of features is so long');
  return text.replace(/^\ufeff/, '');
}

const sourceOf = (name: string, text: string): Source =>
  /\.[ct]sv$/i.test(name) ? tableSource(name, text) : yamlSource(name, text);

function formOf(
  draft: Draft,
  source: Source,
  shared: { readonly rates: ReadonlyMap<string, ExchangeRate>; readonly scoresIn: (node: Node) => Scores },
): Form {
  return {
    file: source.file,
    problems: [...draft.problems],
    label: draft.label,
    line: draft.line,
    fields: withDefaults(draft.fields, source.defaults),
    notation: source,
    currency: source.currency,
    exchangeRates: shared.rates,
    scoresIn: shared.scoresIn,
  };
}

function remembered(notation: Notation): (node: Node) => Scores {
  const known = new WeakMap<Node, Scores>();
  return (node) => {
    const scores = known.get(node) ?? scoresOf(node, notation);
    known.set(node, scores);
    return scores;
  };
}

interface Read {
  readonly feature: Feature;
  readonly rate: ExchangeRate | undefined;
}

function readFeature(form: Form, lines: Map<string, number>): Read | undefined {
  const name = readName(form, lines);
  const status = readField(form, 'status', statusOf);
  const subject = readSubject(form);
  const runsPerMonth = readField(form, 'runs_per_month', (text) => wholeOf(text, RUNS, form.notation));
  const worthy = readWorth(form, runsPerMonth);
  const quality = readQuality(form);
  const isWhole = name !== undefined && subject !== undefined && worthy !== undefined;
  if (!isWhole || form.problems.length > 0) return undefined;
  const { worth, affordable, rate } = worthy;
  const feature = { name, line: form.line, status, subject, worth, affordable, runsPerMonth, ...quality };
  return { feature, rate };
}

function readName(form: Form, lines: Map<string, number>): string | undefined {
  const name = readField(form, 'name', (text) => ({ value: text }));
  const isGiven = form.fields.has('name');
  if (!isGiven)
    complain(form, 'feature-field-missing', form.line, { where: form.label, need: 'it has no name' });
  if (name === undefined) return undefined;
  const line = lines.get(name);
  if (line === undefined) lines.set(name, form.line);
  else complain(form, 'feature-name-repeated', form.line, { name: short(name), line });
  return name;
}

function statusOf(text: string): Parsed<FeatureStatus> {
  const value = STATUSES.find((status) => status === text.toLowerCase());
  if (value !== undefined) return { value };
  const [close] = nearest(text.toLowerCase(), STATUSES);
  return {
    fault: close === undefined ? `is none: ${STATUSES.join(' or ')}` : `is none (did you mean ${close}?)`,
  };
}

/** By line. A fault of the defaults shows in every feature that uses them: it is said once. */
function once(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map(problems.map((each) => [`${each.place?.line} ${each.text}`, each]));
  return [...byText.values()].sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
}
