import { NO_RAW_CALL, type RawCall, type SpanUsage } from '../../domain/raw-call.ts';
import type { JsonFormat } from '../format.ts';
import { isObject, type JsonObject, objectIn, objectsIn, scalarText } from '../members.ts';
import { type Attributes, instantIn } from './flat-span.ts';
import { attributesIn, either, eitherList } from './otlp-values.ts';
import { modelOf, providerOf } from './span-attributes.ts';

/** Token metrics of OpenTelemetry: counters and histograms of the tokens that spans tell one by one. */
export const otlpMetrics: JsonFormat = {
  title: 'OpenTelemetry: token metrics, which are sums over many requests',
  sign: '`resourceMetrics`',
  confidence: 'M',
  traps: [
    'the same tokens as in the spans of the same program: never add both',
    'counters go up to the end of the program: the last value counts; others give the increase since the last',
  ],
  isAggregate: true,
  claims: (value) => (isObject(value) && metricsIn(value).length > 0 ? 'certain' : 'no'),
  open: () => {
    const groups = new Map<string, Group>();
    return {
      // biome-ignore lint/correctness/useYield: what a counter comes to is known at the end
      *read(value, line) {
        if (!isObject(value)) return;
        for (const point of pointsIn(value)) addPoint(groups, point, line);
      },
      *end() {
        for (const group of groups.values()) yield callOf(group);
      },
    };
  },
};

const metricsIn = (value: JsonObject): readonly JsonObject[] =>
  eitherList(value, 'resourceMetrics', 'resource_metrics');

/** What one data point says, and of which series it is. */
interface Point {
  readonly attributes: Attributes;
  readonly count: string;
  readonly tokens: number;
  readonly requests: number;
  readonly isCumulative: boolean;
  readonly since: unknown;
}

/** All counts of one kind of request. */
interface Group {
  readonly line: number;
  readonly attributes: Attributes;
  readonly since: unknown;
  readonly series: Map<string, Point>;
}

/** Metrics of the conventions by their names; the kind of token is in an attribute, or at the end of the name. */
const BY_TYPE = 'gen_ai.client.token.usage';
const BY_NAME = /^gen_ai\.client\.inference\.usage\.(.+)$/;
const TYPES: ReadonlyMap<unknown, string> = new Map([
  ['input', 'input_tokens'],
  ['output', 'output_tokens'],
]);

function* pointsIn(request: JsonObject): Generator<Point> {
  for (const resource of metricsIn(request))
    for (const scope of eitherList(resource, 'scopeMetrics', 'scope_metrics'))
      for (const metric of objectsIn(scope, 'metrics')) yield* pointsOf(metric);
}

function* pointsOf(metric: JsonObject): Generator<Point> {
  const name = scalarText(metric['name']);
  const named = BY_NAME.exec(name)?.[1];
  if (name !== BY_TYPE && named === undefined) return;
  const kind = 'histogram' in metric ? 'histogram' : 'sum';
  const body = objectIn(metric, kind);
  const temporality = either(body, 'aggregationTemporality', 'aggregation_temporality');
  for (const point of eitherList(body, 'dataPoints', 'data_points')) {
    const attributes = attributesIn(point['attributes']);
    const count = named ?? TYPES.get(attributes['gen_ai.token.type']);
    const stated = scalarText(kind === 'histogram' ? point['sum'] : (point['asInt'] ?? point['asDouble']));
    const tokens = Number(stated);
    if (count === undefined || stated === '' || !Number.isSafeInteger(tokens)) continue;
    yield {
      attributes,
      count: `gen_ai.usage.${count}`,
      tokens,
      requests: kind === 'histogram' ? Number(scalarText(point['count'])) : 0,
      isCumulative: temporality === 2 || scalarText(temporality).endsWith('CUMULATIVE'),
      since: instantIn(either(point, 'startTimeUnixNano', 'start_time_unix_nano')),
    };
  }
}

function addPoint(groups: Map<string, Group>, point: Point, line: number): void {
  const rest = Object.entries(point.attributes).filter(([name]) => name !== 'gen_ai.token.type');
  const key = JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1)));
  const group = groups.get(key) ?? {
    line,
    attributes: point.attributes,
    since: point.since,
    series: new Map(),
  };
  groups.set(key, group);
  // A counter that began anew is another one; increases add up.
  const series = `${point.count}\0${point.isCumulative ? scalarText(point.since) : ''}`;
  const known = group.series.get(series);
  const isLatest = known === undefined || (point.isCumulative && point.tokens > known.tokens);
  if (isLatest) group.series.set(series, point);
  else if (!point.isCumulative)
    group.series.set(series, {
      ...known,
      tokens: known.tokens + point.tokens,
      requests: known.requests + point.requests,
    });
}

function callOf({ line, attributes, since, series }: Group): RawCall {
  const counts: Record<string, number> = {};
  let requests = 0;
  for (const point of series.values()) {
    counts[point.count] = (counts[point.count] ?? 0) + point.tokens;
    if (point.count === 'gen_ai.usage.input_tokens') requests += point.requests;
  }
  const usage: SpanUsage = { counts, isEmbedding: attributes['gen_ai.operation.name'] === 'embeddings' };
  return {
    ...NO_RAW_CALL,
    line,
    dialect: 'spans',
    usage,
    model: modelOf(attributes),
    provider: providerOf(attributes),
    startedAt: since,
    requests: requests > 1 ? requests : undefined,
  };
}
