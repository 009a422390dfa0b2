import { loss, note, stop, usage } from './message-kinds.ts';
import { PROJECT_MESSAGES } from './project-messages.ts';

/**
 * Every sentence that recost says about odd data and about what stops it, in one place.
 * `loss`: a record or figure was lost. `note`: worth knowing. `usage`: the command line or a setting is wrong
 * (exit 2). `stop`: the input cannot be used (exit 3).
 */
export const MESSAGES = {
  ...PROJECT_MESSAGES,
  'row-unreadable': loss((f: { fault: string }) => `the row ${f.fault}; skipped`),
  'row-width': loss(
    (f: { cells: number; columns: number }) =>
      `the row has ${f.cells} cells, the header ${f.columns}; skipped`,
  ),
  'record-unreadable': loss((f: { fault: string }) => `the record ${f.fault}; skipped`),
  'record-cut': loss(
    (f: { fault: string }) => `the record ${f.fault}; of its lists, the elements that are whole are used`,
  ),
  'count-unreadable': loss((f: { fault: string }) => `${f.fault}; call skipped`),
  'file-cut-short': loss(
    () => 'the compressed data ends early or is broken from here on; what came before is used',
  ),
  'file-skipped': loss((f: { reason: string }) => `skipped: ${f.reason}`),
  'instant-unreadable': loss(
    (f: { value: string }) =>
      `the start "${f.value}" is no instant (write 2026-08-16T16:00:00Z); the call counts as one without`,
  ),
  'cost-unreadable': loss(
    (f: { value: string }) => `the cost "${f.value}" is no amount; the call counts as one without`,
  ),
  'no-counts': loss(
    () =>
      'input or output tokens are not stated, and the text to count them is not in the log; the call has no price',
  ),
  'calls-unpriced': loss(
    (f: { calls: number; all: number; models: string; at: string }) =>
      `${f.calls} of ${f.all} calls have no price as of ${f.at} (${f.models}): they are in no figure of cost`,
  ),
  'book-too-old': loss(
    (f: { version: string; age: number; most: number }) =>
      `the price book ${f.version} is ${f.age} days old, over the limit of ${f.most} (--max-book-age): take a newer recost`,
  ),
  'calls-without-price': loss(
    (f: { name: string; unpriced: number; calls: number }) =>
      `${f.name}: ${f.unpriced} of ${f.calls} calls have no price (--fail-on-unpriced)`,
  ),
  'coverage-too-low': loss(
    (f: { name: string; priced: number; calls: number; least: string }) =>
      `${f.name}: ${f.priced} of ${f.calls} calls are priced, under the limit of ${f.least} (--min-coverage)`,
  ),
  'no-model': loss(() => 'no model; the call has no price (give one with --model)'),
  'format-ambiguous': loss(
    (f: { names: string }) =>
      `the value could be of several formats (${f.names}); skipped. Choose one with --input-format`,
  ),
  'roll-up-gap': loss(
    (f: { input: number; output: number; model: string }) =>
      `a span has ${f.input} input and ${f.output} output tokens more than the calls inside it; counted as a call of its own, on ${f.model}`,
  ),
  'roll-up-knows-more': loss(
    (f: { tokens: number }) =>
      `a span counts ${f.tokens} cached tokens that none of the calls inside it tells; the calls are priced without them`,
  ),
  'total-unexplained': loss(
    (f: { tokens: number }) =>
      `the stated total has ${f.tokens} tokens more than input and output (reasoning that was left out?); they are not counted, and the call may be priced too low`,
  ),
  'stream-cut-short': loss(
    () =>
      'a stream that ends before its last event: what it counted until then is used, and may be too little',
  ),
  'output-is-stub': loss(
    (f: { stated: number; counted: number }) =>
      `${f.stated} output tokens are stated for a text of about ${f.counted}: the log kept the count of the stream's beginning; the call is priced too low`,
  ),
  'history-uncounted': loss(
    () =>
      'the request goes on from what the provider keeps, and no input tokens are stated: its text is not all of the prompt, and is not counted',
  ),
  'text-too-deep': loss(
    () =>
      'texts or tools nested too deep to be read; they are not counted, and the call may be priced too low',
  ),

  'column-unused': note(
    (f: { field: string; name: string; instead: string }) =>
      `column "${f.name}" is not used: "${f.instead}" is the ${f.field} (change it with --map ${f.field}="${f.name}")`,
  ),
  'header-repeated': note(() => 'the header again; skipped'),
  'totals-row': note((f: { first: string }) => `a row of totals ("${f.first}"); skipped`),
  'failed-unbilled': note(
    () => 'a failed request without token counts; taken as not billed, and not counted as a call',
  ),
  unfinished: note(
    () => 'a response that was not finished when it was logged; only its finished record counts',
  ),
  unanswered: note(() => 'a request of a batch, whose result is in none of the files; not counted as a call'),
  'gateway-cache-hit': note(
    () => 'an answer out of a gateway’s own cache, which no model was asked for; not counted as a call',
  ),
  'media-uncounted': note(
    () => 'images, files or sounds beside the text that was counted; what they cost is left out',
  ),
  'tools-unpriced': note(
    () =>
      'tools of the provider (searches and the like) that are charged beside tokens; their fees are left out',
  ),
  'file-ignored': note(() => 'a file of the folder that is no log; left out'),
  'record-ignored': note(() => 'a value in which no call was recognised; ignored'),
  'sums-ignored': note((f: { what: string }) => `${f.what}: left out, beside the calls of the same file`),
  'id-clash': note(() => 'an id is used again for a different call; both are kept'),
  'tokens-of-log': note(
    () => 'a log of calls: its whole text is counted here, recost LOGS… reads the calls in it',
  ),
  'total-contradicted': note(
    () => 'the stated total fits no reading of the other counts; they were used, it was not',
  ),

  'no-inputs': usage(
    () => 'no file given. Try: recost traces.csv   (or - for standard input; recost --help for more)',
  ),
  'option-invalid': usage(
    (f: { option: string; value: string; expected: string }) =>
      `${f.option} ${f.value}: expected ${f.expected}`,
  ),
  'target-unknown': usage(
    (f: { option: string; name: string; suggestions: string }) =>
      `${f.option}${f.name}: the price book knows no such model or set${f.suggestions}`,
  ),
  'workflow-not-there': usage(
    (f: { name: string; hint: string }) =>
      `--workflow ${f.name}: no call is of a workflow of this name${f.hint}`,
  ),
  'run-not-there': usage(
    (f: { run: string; where: string; hint: string }) =>
      `--run ${f.run}: no call is of a run of this name${f.where}${f.hint}`,
  ),
  'run-ambiguous': usage(
    (f: { run: string; workflows: string; first: string }) =>
      `--run ${f.run}: several workflows have a run of this name (${f.workflows}). Choose one with --workflow "${f.first}"`,
  ),
  'call-not-there': usage(
    (f: { text: string; hint: string }) =>
      `--call ${f.text}: no call has this id, or was read at this place (write FILE:LINE)${f.hint}`,
  ),
  'call-ambiguous': usage(
    (f: { text: string; places: string; first: string }) =>
      `--call ${f.text}: several calls have this id or place (${f.places}). Choose one with --call "${f.first}"`,
  ),
  'input-too-long-to-keep': usage(
    (f: { name: string; megabytes: number }) =>
      `${f.name} has more than ${f.megabytes} MB, and can be read only once, but is needed twice: ` +
      'name what to explain with --run or --workflow, or give a file',
  ),
  'column-missing': usage(
    (f: { name: string; field: string; column: string; columns: string }) =>
      `--map ${f.field}=${f.column}: ${f.name} has no column "${f.column}". Its columns: ${f.columns}`,
  ),
  'book-invalid': usage((f: { errors: string }) => `the price book has faults:\n${f.errors}`),
  'tokenizer-unreadable': usage(
    (f: { name: string; reason: string }) => `cannot read the tokenizer ${f.name}: ${f.reason}`,
  ),
  'tokenizer-unusable': usage(
    (f: { name: string; fault: string }) => `cannot count with the tokenizer ${f.name}: it ${f.fault}`,
  ),
  'counter-failed': usage(
    (f: { model: string; reason: string }) => `cannot count with your counter for ${f.model}: ${f.reason}`,
  ),
  'output-is-input': usage(
    (f: { path: string }) => `--output ${f.path}: this is one of the files that are read; choose another one`,
  ),
  'output-twice': usage((f: { path: string }) => `${f.path}: two results cannot go into one file`),
  'output-unwritable': usage((f: { path: string; reason: string }) => `cannot write ${f.path}: ${f.reason}`),

  'file-unreadable': stop((f: { name: string; reason: string }) => `cannot read ${f.name}: ${f.reason}`),
  'folder-empty': stop(
    (f: { name: string }) =>
      `no log files in ${f.name} (looked for .csv .tsv .json .jsonl .ndjson .traj .log .sse, also .gz and .zst)`,
  ),
  'text-too-long': stop((f: { name: string }) => `${f.name} is longer than 64 MB: count it in parts`),
  'glob-empty': stop((f: { name: string }) => `no file matches ${f.name}`),
  'compression-unknown': stop(
    (f: { name: string; kind: string }) =>
      `${f.name} is compressed with ${f.kind}, which recost cannot read. Unpack it first, or use gzip or zstd`,
  ),
  'compressed-data-broken': stop(
    (f: { name: string }) => `${f.name}: its compressed data is broken or cut short`,
  ),
  'not-text': stop(
    (f: { name: string; kind: string }) =>
      `${f.name} is ${f.kind}, not a call log. Export the log as CSV, JSON or JSONL`,
  ),
  'empty-file': stop((f: { name: string }) => `${f.name} is empty`),
  'not-a-log': stop(
    (f: { name: string }) =>
      `${f.name}: no calls recognised. recost reads tables with a header row, JSON and JSON lines; ` +
      'name the columns with --map input=COLUMN --map output=COLUMN --map model=COLUMN',
  ),
  'only-messages': stop(
    (f: { name: string; messages: number }) =>
      `${f.name}: ${f.messages} messages of a conversation, without usage and model. ` +
      'Such a file often lies beside a log that counts the same requests; give that log',
  ),
  'no-counts-column': stop(
    (f: { name: string; columns: string }) =>
      `${f.name}: a table, but no column with token counts or texts. Its columns: ${f.columns}. ` +
      'Name them with --map input=COLUMN --map output=COLUMN',
  ),
  'no-model-column': stop(
    (f: { name: string; columns: string }) =>
      `${f.name}: no column says which model was called. Its columns: ${f.columns}. ` +
      'Give the model with --model gpt-4o, or the column with --map model=COLUMN',
  ),
  'no-model-anywhere': stop(
    (f: { name: string }) =>
      `${f.name}: no call says which model was called. Give it with --model gpt-4o, or its field with --map model=PATH`,
  ),
  'no-counts-anywhere': stop(
    (f: { names: string; calls: number }) =>
      `${f.names}: ${f.calls} calls, but none has token counts or texts to count. ` +
      'What they cost at the time may be recorded; what they would cost elsewhere cannot be known from it',
  ),
  'columns-ambiguous': stop(
    (f: { name: string; field: string; columns: string; first: string }) =>
      `${f.name}: the columns ${f.columns} both look like ${f.field}, and their values differ. ` +
      `Choose one with --map ${f.field}="${f.first}"`,
  ),
  'price-list': stop((f: { name: string }) => `${f.name} is a price list, not a call log`),
  'format-unread': stop(
    (f: { name: string; what: string; instead: string }) =>
      `${f.name} is ${f.what}, which recost does not read yet. ${f.instead}`,
  ),
  'langfuse-sums': stop(
    (f: { name: string; rows: string }) =>
      `${f.name} is a table of Langfuse's ${f.rows}, each of which is a sum over many requests. ` +
      'Export the table of observations: its generations are the requests',
  ),
  'span-tree': stop(
    (f: { name: string; id: string }) =>
      `${f.name} looks like a tree of spans in a format that recost does not read: ` +
      `the counts of "${f.id}" may be the sum of what is counted inside it. ` +
      'Export OpenTelemetry spans, or only the records of model requests',
  ),
  'own-report': stop(
    (f: { name: string }) =>
      `${f.name} is a report of recost itself, not a call log: give the log it was made from`,
  ),
  'header-too-long': stop(
    (f: { name: string }) =>
      `${f.name}: its first line is longer than 200 kB, too long for a header. Keep the columns that matter`,
  ),
  aggregate: stop(
    (f: { name: string; what: string }) =>
      `${f.name}: ${f.what}. These are no calls: a cost per run cannot be made of them. ` +
      'To price their totals all the same, give --aggregates',
  ),
  'no-usage': stop(
    (f: { names: string; spans: number }) =>
      `${f.names}: no span of a trace has token counts, or texts of a model request (spans read: ${f.spans}). ` +
      'Turn on usage (gen_ai.usage.*) in what writes them',
  ),
  'only-requests': stop(
    (f: { names: string; requests: number }) =>
      `${f.names}: ${f.requests} requests of a batch, without results. ` +
      'What they used is in the file of results that the provider wrote: give that file, and this one beside it',
  ),
  'no-calls': stop((f: { names: string; first: string }) => `no calls in ${f.names}${f.first}`),
  'no-recorded-costs': stop(
    (f: { calls: number; zeros: number }) =>
      `none of ${f.calls} calls states what it cost${f.zeros === 0 ? '' : ` (${f.zeros} state 0 beside tokens, which says that nobody knew a price)`}, so there is nothing to hold against list cost. ` +
      'Name the column with --map cost=COLUMN, export costs with the log, or give a provider’s own export with --against',
  ),
  'no-list-prices': stop(
    (f: { reasons: string }) =>
      `no call with a recorded cost has a list price to hold against it:\n${f.reasons}`,
  ),
  'nothing-priced': stop(
    (f: { reasons: string }) =>
      `no call has a price, neither as recorded nor on any candidate:\n${f.reasons}`,
  ),
} as const;

export type MessageCode = keyof typeof MESSAGES;
