/**
 * The known key that is most similar to a misspelt one; `undefined` if each of them needs more than
 * `editsAtMost` edits, or as many edits as the misspelt key has letters. Ignores case.
 */
export function nearestKey(key: string, known: readonly string[], editsAtMost = 2): string | undefined {
  const near = known
    .map((candidate) => ({ candidate, edits: editDistance(key.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= editsAtMost && edits < key.length)
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.candidate;
}

/** The Levenshtein distance, computed with one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
