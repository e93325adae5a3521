/**
 * Shares a count out by weights, largest remainder first (Hamilton 1792); of equal remainders the earlier one wins.
 * Everything with a weight gets at least 1 where there is enough for that, at the cost of what weighs more.
 * @param count a whole number from 0 up @param weights from 0 up, at least one of them above
 */
export function apportion(count: number, weights: readonly number[]): number[] {
  const total = sum(weights);
  const least = weights.map((weight) => (weight > 0 ? 1 : 0));
  const enough = sum(least) <= count;
  const parts: number[] = enough ? least : weights.map(() => 0);
  const missing = weights.map((weight, at) => Math.max(0, (count * weight) / total - parts[at]!));
  const rest = count - sum(parts);
  const scale = rest === 0 ? 0 : rest / sum(missing);
  const shares = missing.map((share) => share * scale);
  shares.forEach((share, at) => {
    parts[at]! += Math.floor(share);
  });
  const byRemainder = shares
    .map((share, at) => ({ at, remainder: share - Math.floor(share) }))
    .sort((one, other) => other.remainder - one.remainder || one.at - other.at);
  for (const { at } of byRemainder.slice(0, count - sum(parts))) parts[at]! += 1;
  return parts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
