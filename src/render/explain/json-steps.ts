import type {
  DiscountStep,
  FeesStep,
  NamedSource,
  NameStep,
  PriceStep,
  RecordStep,
  RegionStep,
  SizeStep,
  Sourced,
} from '../../domain/price-steps.ts';
import { instant } from '../json.ts';
import { shortName, shortText } from '../names.ts';
import { factorText } from './figures.ts';

/** What a rule chose. Entries of the book have their period, sources and note. */
export function jsonStep(step: PriceStep) {
  switch (step.rule) {
    case 'name':
      return jsonName(step);
    case 'routing':
      return { rule: step.rule, rows: step.rows.map(routeOf), unused: step.unused.map(routeOf) };
    case 'record':
      return jsonRecord(step);
    case 'band':
      return { rule: step.rule, found: bandOf(step.found) };
    case 'size':
      return jsonSize(step);
    case 'tier':
      return { rule: step.rule, word: textOf(step.word), asked: step.asked, used: step.used };
    case 'region':
      return jsonRegion(step);
    case 'discount':
      return jsonDiscount(step);
    case 'fees':
      return jsonFees(step);
    default:
      return step satisfies never;
  }
}

const jsonName = ({ rule, provider, name, model, knownBy, cut, found, resale }: NameStep) => ({
  rule,
  provider: textOf(provider),
  name: shortName(name),
  model: `${model.provider}/${model.name}`,
  host: model.host,
  region: textOf(model.region),
  basis: model.basis,
  hostKnownBy: knownBy.kind,
  cut: cut.map((each) => shortName(each)),
  found: shortName(found),
  resale: resale === undefined ? null : { maker: resale.entry.maker, ...entryOf(resale) },
});

const jsonRecord = ({ rule, entry, sources, layer, below, unused }: RecordStep) => ({
  rule,
  id: entry.id,
  status: entry.status,
  confidence: entry.confidence,
  precision: entry.precision ?? null,
  ...entryOf({ entry, sources }),
  derived: textOf(entry.derived),
  guaranteedUntil: instant(entry.guaranteedUntil),
  layer: textOf(layer?.name),
  insteadOf: below?.id ?? null,
  unused: unused.map((each) => ({ id: each.entry.id, status: each.entry.status, ...entryOf(each) })),
});

const jsonSize = ({ rule, promptTokens, tiers, reached, notSoldAbove }: SizeStep) => ({
  rule,
  promptTokens,
  limits: tiers.map((tier) => ({ promptTokens: tier.promptTokens, isInclusive: tier.isInclusive })),
  passed: reached?.promptTokens ?? null,
  notSoldAbove: notSoldAbove ?? null,
});

function jsonRegion({ rule, region, knownBy, modifier }: RegionStep) {
  const factor = modifier && { name: modifier.entry.name, factor: factorText(modifier.entry.multiplier) };
  return {
    rule,
    region: textOf(region),
    knownBy: knownBy ?? null,
    modifier: modifier === undefined ? null : { ...factor, ...entryOf(modifier) },
  };
}

const jsonDiscount = ({ rule, discount }: DiscountStep) => ({
  rule,
  discount:
    discount === undefined
      ? null
      : {
          layer: discount.layer,
          off: discount.off,
          factor: factorText(discount.multiplier),
          from: instant(discount.from),
          to: instant(discount.to),
          note: textOf(discount.note),
        },
});

const jsonFees = ({ rule, fees }: FeesStep) => ({
  rule,
  fees: fees.map((fee) => ({
    item: fee.entry.item,
    usdPerThousand: fee.entry.usdPerThousand,
    ...entryOf(fee),
  })),
});

const textOf = (text: string | undefined): string | null => (text === undefined ? null : shortText(text));

interface Dated {
  readonly from: number;
  readonly to: number | undefined;
  readonly note: string | undefined;
}

const entryOf = ({ entry, sources }: Sourced<Dated>) => ({
  from: instant(entry.from),
  to: instant(entry.to),
  sources: sources.map(sourceOf),
  note: textOf(entry.note),
});

const sourceOf = ({ key, url, read, kind }: NamedSource) => ({
  key: shortText(key),
  url: url ?? null,
  read: read ?? null,
  kind: kind ?? null,
});

type RoutingRows = Extract<PriceStep, { readonly rule: 'routing' }>['rows'];

const routeOf = (row: RoutingRows[number]) => ({
  name: row.entry.name,
  model: row.entry.model ?? null,
  status: row.entry.status,
  ...entryOf(row),
});

function bandOf(found: Extract<PriceStep, { readonly rule: 'band' }>['found']) {
  if (found === undefined) return null;
  const { calendar, version, place, band, window, isHolidayUnknown } = found;
  return {
    calendar: calendar.id,
    utcOffsetMinutes: calendar.utcOffsetMinutes,
    band,
    weekday: place.weekday,
    minuteOfDay: place.minute,
    isHoliday: place.isHoliday,
    isHolidayUnknown,
    window: window ?? null,
    from: instant(version.from),
    to: instant(version.to),
    otherwise: version.otherwise,
    bands: version.bands,
  };
}
