import { loss, note, stop, usage } from './message-kinds.ts';

/** What is said of a project's own files: its list of features, its policy, its baseline. */
export const PROJECT_MESSAGES = {
  'feature-workflow-unknown': loss(
    (f: { name: string; pattern: string; hint: string }) =>
      `feature "${f.name}" is left out: no workflow matches "${f.pattern}"; ${f.hint}`,
  ),
  'feature-model-unknown': loss(
    (f: { name: string; model: string; hint: string }) =>
      `feature "${f.name}" is left out: its before_model "${f.model}" is not in the price book; ${f.hint}`,
  ),
  'feature-key-unknown': loss(
    (f: { where: string; key: string; hint: string }) => `${f.where}: there is no key "${f.key}"${f.hint}`,
  ),
  'feature-field-missing': loss((f: { where: string; need: string }) => `${f.where}: ${f.need}`),
  'feature-field-invalid': loss(
    (f: { where: string; what: string; fault: string }) => `${f.where}: ${f.what} ${f.fault}`,
  ),
  'feature-fields-clash': loss(
    (f: { where: string; what: string; hint: string }) => `${f.where}: ${f.what}; ${f.hint}`,
  ),
  'feature-currency': loss(
    (f: { where: string; what: string; currency: string }) =>
      `${f.where}: ${f.what} is in ${f.currency}, of which no exchange rate is given. Give what one ${f.currency} is worth in USD, ` +
      `in the file as exchange_rates: [{ currency: ${f.currency}, usd: 1.085, date: 2026-11-20 }], or with --exchange ${f.currency}=1.085@2026-11-20`,
  ),
  'feature-name-repeated': loss(
    (f: { name: string; line: number }) =>
      `feature "${f.name}": line ${f.line} has a feature of this name already; only that one is used`,
  ),
  'policy-key-unknown': loss(
    (f: { where: string; key: string; hint: string }) => `${f.where}: there is no key "${f.key}"${f.hint}`,
  ),
  'policy-field-invalid': loss(
    (f: { where: string; what: string; fault: string }) => `${f.where}: ${f.what} ${f.fault}`,
  ),
  'feature-column-ignored': note(
    (f: { column: string }) => `the column "${f.column}" says nothing about features; ignored`,
  ),
  'features-unreadable': usage(
    (f: { name: string; line: number; reason: string }) =>
      `cannot read the features in ${f.name}${f.line > 0 ? `, line ${f.line}` : ''}: ${f.reason}`,
  ),
  'policy-unreadable': usage(
    (f: { name: string; line: number; reason: string }) =>
      `cannot read the project’s file ${f.name}${f.line > 0 ? `, line ${f.line}` : ''}: ${f.reason}`,
  ),
  'features-empty': usage(
    (f: { name: string; hint: string }) =>
      `there are no features in ${f.name}. ${f.hint}; recost init writes such a file from your logs`,
  ),
  'baseline-missing': usage(
    (f: { name: string; hint: string }) => `cannot read the baseline ${f.name}: ${f.hint}`,
  ),
  'baseline-unreadable': usage(
    (f: { name: string; reason: string }) => `the baseline ${f.name} cannot be used: ${f.reason}`,
  ),
  'baseline-book-missing': usage(
    (f: { name: string; version: string; hash: string; versions: string }) =>
      `the baseline ${f.name} was made with the price book ${f.version} (sha256 ${f.hash}), which this recost does not have (it has ${f.versions}): ` +
      'make the baseline again, or use the recost that it was made with',
  ),
  'prices-invalid': usage(
    (f: { name: string; faults: string }) => `the price book ${f.name} has faults:\n${f.faults}`,
  ),
  'prices-none': usage(
    (f: { what: string; hint: string }) => `the price book has no model for ${f.what}${f.hint}`,
  ),
  'price-unknown': stop((f: { reason: string }) => f.reason),
  'import-unreadable': stop(
    (f: { name: string; reason: string }) => `cannot read the price list ${f.name}: ${f.reason}`,
  ),
  'import-unknown': stop(
    (f: { name: string; what: string; signs: string }) =>
      `${f.name} is no ${f.what}. A list is known by its form:${f.signs}`,
  ),
  'import-empty': stop(
    (f: { name: string; reasons: string }) =>
      `${f.name} has no model with a price that a book can hold, and no book is made:\n${f.reasons}`,
  ),
  'prices-unreadable': usage(
    (f: { name: string; reason: string }) => `cannot read the price book ${f.name}: ${f.reason}`,
  ),
  'baseline-prices-differ': usage(
    (f: { name: string; needed: string; given: string }) =>
      `the baseline ${f.name} was made with ${f.needed === '' ? 'no price book of your own' : `your price books ${f.needed}`}, ` +
      `and ${f.given === '' ? 'none is given' : f.given === f.needed ? `of these a file has changed since` : `${f.given} are given`}: ` +
      'give the same with --prices, or make the baseline again',
  ),
  'nothing-compared': stop(
    (f: { name: string; before: string; after: string }) =>
      `nothing can be compared: no workflow of the baseline ${f.name} (${f.before}) is in the logs (${f.after})`,
  ),
  'policy-unusable': usage(
    (f: { reasons: string }) => `nothing is checked, because the policy has faults:${f.reasons}`,
  ),
  'assumptions-unusable': usage(
    (f: { reasons: string }) => `nothing is priced, because the assumptions have faults:${f.reasons}`,
  ),
  'workflow-unknown': usage(
    (f: { name: string; hint: string }) =>
      `--why ${f.name}: neither side has a workflow of this name. ${f.hint}`,
  ),
  'report-not-comparable': stop(
    (f: { name: string }) =>
      `${f.name} is a report of recost itself. A report has no steps, so no change of it can be taken apart: ` +
      'give the logs it was made from, or baselines of them',
  ),
  'features-missing': usage(
    (f: { name: string; hint: string }) => `cannot read the features in ${f.name}: ${f.hint}`,
  ),
  'features-there': usage(
    (f: { name: string }) =>
      `${f.name} is there already: choose another file with -o, or replace it with --force`,
  ),
  'features-unusable': usage(
    (f: { name: string; reasons: string }) => `${f.name}: no feature can be judged:${f.reasons}`,
  ),
} as const;
