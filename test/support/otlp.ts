/** A span as these tests think of it, and the ways in which the world writes the same. */
export interface TestSpan {
  readonly trace: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly name: string;
  /** ms since 1970 */
  readonly from: number;
  readonly to: number;
  readonly isFailed: boolean;
  readonly attributes: Readonly<Record<string, string | number>>;
}

const SERVICE = 'travel-desk';

export interface Encoding {
  readonly id: (hex: string) => string;
  readonly int: (value: number) => string | number;
  readonly nanos: (ms: number) => string | number;
}

export const PLAIN: Encoding = { id: (hex) => hex, int: String, nanos: (ms) => `${ms}000000` };
export const BASE64: Encoding = { ...PLAIN, id: (hex) => Buffer.from(hex, 'hex').toString('base64') };
export const UPPER: Encoding = { ...PLAIN, id: (hex) => hex.toUpperCase() };
export const NUMBERS: Encoding = { ...PLAIN, int: (value) => value, nanos: (ms) => ms * 1e6 };

const attributesOf = (span: TestSpan, { int }: Encoding) =>
  Object.entries(span.attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: int(value) } : { stringValue: value },
  }));

export const otlpSpan = (span: TestSpan, encoding: Encoding) => ({
  traceId: encoding.id(span.trace),
  spanId: encoding.id(span.id),
  parentSpanId: span.parent === undefined ? '' : encoding.id(span.parent),
  name: span.name,
  kind: 1,
  startTimeUnixNano: encoding.nanos(span.from),
  endTimeUnixNano: encoding.nanos(span.to),
  attributes: attributesOf(span, encoding),
  status: span.isFailed ? { code: 'STATUS_CODE_ERROR' } : {},
});

const RESOURCE = { attributes: [{ key: 'service.name', value: { stringValue: SERVICE } }] };

export const otlpRequest = (spans: readonly TestSpan[], encoding: Encoding) => ({
  resourceSpans: [
    { resource: RESOURCE, scopeSpans: [{ scope: {}, spans: spans.map((each) => otlpSpan(each, encoding)) }] },
  ],
});

export const oldRequest = (spans: readonly TestSpan[]) => ({
  resourceSpans: [
    {
      resource: RESOURCE,
      instrumentationLibrarySpans: [{ spans: spans.map((each) => otlpSpan(each, PLAIN)) }],
    },
  ],
});

export const jsSpan = (span: TestSpan) => ({
  name: span.name,
  spanContext: { traceId: span.trace, spanId: span.id },
  ...(span.parent === undefined ? {} : { parentSpanId: span.parent }),
  startTime: hrTime(span.from),
  endTime: hrTime(span.to),
  status: { code: span.isFailed ? 2 : 0 },
  attributes: span.attributes,
  events: [],
  resource: { attributes: { 'service.name': SERVICE } },
});

const hrTime = (ms: number) => [Math.floor(ms / 1000), (ms % 1000) * 1e6];

export const pythonSpan = (span: TestSpan) => ({
  name: span.name,
  context: { trace_id: `0x${span.trace}`, span_id: `0x${span.id}`, trace_state: '[]' },
  kind: 'SpanKind.INTERNAL',
  parent_id: span.parent === undefined ? null : `0x${span.parent}`,
  start_time: new Date(span.from).toISOString().replace('Z', '000Z'),
  end_time: new Date(span.to).toISOString().replace('Z', '000Z'),
  status: { status_code: span.isFailed ? 'ERROR' : 'UNSET' },
  attributes: span.attributes,
  events: [],
  resource: { attributes: { 'service.name': SERVICE } },
});

export const flatSpan = (span: TestSpan) => ({
  trace_id: span.trace,
  span_id: span.id,
  parent_span_id: span.parent ?? null,
  name: span.name,
  start_time: span.from * 1e6,
  end_time: span.to * 1e6,
  attributes: span.attributes,
  service_name: SERVICE,
  status: { code: span.isFailed ? 'ERROR' : 'UNSET' },
});

export const jaegerTrace = (spans: readonly TestSpan[]) => ({
  traceID: spans[0]?.trace,
  spans: spans.map((span) => ({
    traceID: span.trace,
    spanID: span.id,
    operationName: span.name,
    references:
      span.parent === undefined ? [] : [{ refType: 'CHILD_OF', traceID: span.trace, spanID: span.parent }],
    startTime: span.from * 1000,
    duration: (span.to - span.from) * 1000,
    tags: [
      ...Object.entries(span.attributes).map(([key, value]) => ({ key, value })),
      ...(span.isFailed ? [{ key: 'error', value: true }] : []),
    ],
    processID: 'p1',
  })),
  processes: { p1: { serviceName: SERVICE } },
});
