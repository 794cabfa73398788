/** Numbers in their order. */
export const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

/** The one in the middle. */
export const median = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)] ?? NaN

/** `median (least to most)`, with so many digits. */
export const spread = (values: readonly number[], digits = 0): string =>
  `${median(values).toFixed(digits)} (${sorted(values)[0]?.toFixed(digits)} to ${sorted(values).at(-1)?.toFixed(digits)})`
