/** Whether a version is older than another. Compares number by number: 1.9 is older than 1.26. */
export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbers(version), numbers(than)];
  const differing = right.findIndex((number, place) => (left[place] ?? 0) !== number);
  return differing >= 0 && (left[differing] ?? 0) < right[differing]!;
}
