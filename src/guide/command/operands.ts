/** The words up to `--` that are neither options nor values of the options in `valued`. */
export function operands(words: readonly string[], valued: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === '--') break;
    if (valued.has(word)) at += 1;
    else if (!word.startsWith('-')) found.push(word);
  }
  return found;
}

/** Options of kubectl that take the next word as their value. */
export const kubectlValued = new Set(
  (
    '-n --namespace --context --cluster --user --kubeconfig -s --server --as --request-timeout -c ' +
    '--container -l --selector'
  ).split(' '),
);

/** All values of an option, written `-n x`, `-nx`, `--namespace x` or `--namespace=x`. */
export function optionValues(words: readonly string[], short: string, long: string): string[] {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).flatMap((word, at, all) => {
    if (word === short || word === long) return all[at + 1] ?? [];
    if (word.startsWith(`${long}=`)) return word.slice(long.length + 1);
    return word.startsWith(short) && !word.startsWith('--') && word.length > short.length
      ? word.slice(short.length).replace(/^=/, '')
      : [];
  });
}
