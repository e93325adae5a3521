/**
 * Shares a count out by weights, largest remainder first (Hamilton 1792): the parts add up to the count, and none is
 * off its exact share by 1 or more. Everything with a weight gets 1 before the rest is shared, where there is enough.
 * Of equal remainders the earlier one wins.
 * @param count a whole number from 0 up @param weights from 0 up, at least one of them above
 */
export function apportion(count: number, weights: readonly number[]): number[] {
  const wanted = weights.map((weight) => (weight > 0 ? 1 : 0));
  const first = sum(wanted) <= count ? wanted : weights.map(() => 0);
  const total = sum(weights);
  // What is short of 1 by its weight has 1; the others share what is left.
  const exact = weights.map((weight) => (count * weight) / total);
  const small = exact.map((share, at) => share <= first[at]!);
  const left = count - sum(first.map((one, at) => (small[at] ? one : 0)));
  const large = sum(weights.map((weight, at) => (small[at] ? 0 : weight)));
  const shares = weights.map((weight, at) => (small[at] ? first[at]! : (left * weight) / large));
  const parts = shares.map(Math.floor);
  const byRemainder = shares
    .map((share, at) => ({ at, remainder: small[at] ? -1 : share - Math.floor(share) }))
    .sort((one, other) => other.remainder - one.remainder || one.at - other.at);
  for (const { at } of byRemainder.slice(0, count - sum(parts))) parts[at]! += 1;
  return parts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
