import { describe, expect, it } from 'vitest';
import { fitUsage, type Growth } from '../../src/pipeline/usage-fit.ts';

/** Growths of one to three texts of all lengths, of which the vendor counts `scale` tokens each and a frame. */
function grown(count: number, { scale, frame }: { readonly scale: number; readonly frame: number }) {
  return Array.from({ length: count }, (_, index): Growth => {
    const [estimated, texts] = [50 + ((index * 37) % 100) * 20, 1 + (index % 3)];
    return { reported: scale * estimated + frame * texts, estimated, texts, bar: 0.1 };
  });
}

const implausible = (count: number): readonly Growth[] =>
  grown(count, { scale: 1, frame: 0 }).map((each) => ({ ...each, reported: each.reported * 5 }));

describe('a fit to the usage of a log', () => {
  it('tells what texts come to, and leaves aside what comes with each of them', () => {
    const fit = fitUsage(grown(200, { scale: 0.94, frame: 25 }));
    expect(fit?.scale).toBeCloseTo(0.94, 10);
    expect(fit?.barPercent).toBe(5);
  });

  it('rests on 30 calls at least, and is surer from 100 on', () => {
    const bars = [29, 30, 99, 100].map(
      (count) => fitUsage(grown(count, { scale: 1.1, frame: 4 }))?.barPercent,
    );
    expect(bars).toEqual([undefined, 8, 8, 5]);
  });

  it('is the same in any order', () => {
    const all = grown(120, { scale: 1.07, frame: 11 }).map((each, index) => ({
      ...each,
      reported: each.reported + (index % 7) - 3,
    }));
    const shuffled = all.toSorted((a, b) => (a.reported % 13) - (b.reported % 13));
    expect(fitUsage(shuffled)).toEqual(fitUsage(all));
    expect(fitUsage(all.toReversed())).toEqual(fitUsage(all));
  });

  it('takes all tokens for those of the texts where texts are equally long', () => {
    const all = grown(40, { scale: 1, frame: 0 }).map((each) => ({
      ...each,
      estimated: 1000,
      reported: 1050,
      texts: 2,
    }));
    expect(fitUsage(all)?.scale).toBeCloseTo(1.05, 10);
  });

  it('takes no frame for negative', () => {
    const all = grown(40, { scale: 1, frame: -10 });
    const [reported, estimated] = (['reported', 'estimated'] as const).map((key) =>
      all.reduce((sum, each) => sum + each[key], 0),
    ) as [number, number];
    expect(fitUsage(all)?.scale).toBeCloseTo(reported / estimated, 10);
  });

  it('is not heard where much was added that no text shows', () => {
    const some = grown(60, { scale: 1, frame: 5 });
    expect(fitUsage([...some, ...implausible(5)])?.scale).toBeCloseTo(1, 10);
    expect(fitUsage([...some, ...implausible(40)])).toBeUndefined();
  });

  it.each([0.75, 1.25])(
    'is not heard where it is %d times the estimate: 10 %% is the bar of one text',
    (scale) => {
      expect(fitUsage(grown(60, { scale, frame: 0 }))).toBeUndefined();
    },
  );

  it('is not heard of prompts to which no text was added', () => {
    expect(
      fitUsage(grown(60, { scale: 1, frame: 0 }).map((each) => ({ ...each, estimated: 0 }))),
    ).toBeUndefined();
  });
});
