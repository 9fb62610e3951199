import fc from "fast-check";
import { expect, test } from "vitest";
import { compileOverlap } from "~/domain/scoring/overlap";

test("two sets overlap when they share an element, however many elements there are", () => {
  const element = fc.integer({ min: 0, max: 200 }).map(String);
  const sets = fc.array(fc.array(element, { maxLength: 60 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(sets, sets, (left, right) => {
      const overlap = compileOverlap(left, right);
      left.forEach((a, i) =>
        right.forEach((b, j) =>
          expect(overlap(i, j)).toBe(a.some((one) => b.includes(one))),
        ),
      );
    }),
  );
});

test("a hundred single elements each meet only themselves", () => {
  const singles = Array.from({ length: 100 }, (_, k) => [String(k)]);
  const overlap = compileOverlap(singles, singles);
  singles.forEach((_, i) =>
    singles.forEach((__, j) => expect(overlap(i, j)).toBe(i === j)),
  );
});
