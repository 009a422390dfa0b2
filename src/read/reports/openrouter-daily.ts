import { NO_RAW_CALL } from '../../domain/raw-call.ts';
import { eachAlone, type JsonFormat } from '../format.ts';
import { firstIn, isObject, type JsonObject, rowsIn, scalarText } from '../members.ts';

/** OpenRouter's activity summed up by day and model. */
export const openrouterDaily: JsonFormat = {
  title: 'OpenRouter activity by day: sums over many requests',
  sign: '`date`, `model`, `requests` and `usage` in dollars',
  confidence: 'M',
  traps: [
    'neither cached tokens nor the hour are told; with a key of your own, usage is a fee only',
    'each row is a day’s sum over many requests; export the activity by generation for the calls',
  ],
  isAggregate: true,
  claims: (value) => (rowsIn(value, isSum).length > 0 ? 'certain' : 'no'),
  claimsTable: (columns) => {
    const names = new Set([...columns].map((name) => name.trim().toLowerCase()));
    return MARKS.every((name) => names.has(name)) && !names.has('generation_id');
  },
  open: eachAlone(function* (value, line) {
    for (const row of rowsIn(value, isSum)) {
      yield {
        ...NO_RAW_CALL,
        line,
        isTotal: true,
        dialect: 'totals',
        usage: {
          input: cell(row, 'prompt_tokens'),
          output: cell(row, 'completion_tokens'),
          reasoning: cell(row, 'reasoning_tokens'),
        },
        requests: cell(row, 'requests'),
        provider: 'openrouter',
        model: cell(row, 'model_permaslug') ?? cell(row, 'model'),
        startedAt: cell(row, 'date'),
        isUtc: true,
        // With a key of one's own, usage is a fee only.
        cost: Number(scalarText(cell(row, 'byok_usage_inference'))) > 0 ? undefined : cell(row, 'usage'),
        costKind: 'charged',
      };
    }
  }),
};

const MARKS = ['date', 'model', 'requests', 'usage'] as const;

/** The export writes its columns with capitals and blanks, the API does not. */
const spellings = (name: string): readonly string[] => [
  name,
  name.charAt(0).toUpperCase() + name.slice(1),
  name.replace(/(^|_)(.)/g, (_, gap: string, first: string) => (gap && ' ') + first.toUpperCase()),
];
const MARKS_AS_WRITTEN = MARKS.map(spellings);

const isSum = (value: unknown): value is JsonObject =>
  isObject(value) &&
  MARKS_AS_WRITTEN.every((names) => names.some((name) => name in value)) &&
  !isObject(value['usage']) &&
  !('generation_id' in value);

const cell = (row: JsonObject, name: string): unknown => firstIn(row, ...spellings(name));
