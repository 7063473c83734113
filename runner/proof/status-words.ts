/**
 * Families of words with which programs report a status. The words of a family exclude each other. Each word
 * is corrupted to every other word of its family.
 *
 * Sources: pod phases and the reasons that `kubectl get pods` prints
 * (k8s.io/kubernetes/pkg/printers/internalversion), `kubectl apply` and `delete`, conditions, volume and node
 * states, Istio's TLS and mutual TLS modes, helm's release states, HTTP status lines (RFC 9110).
 */
const families: readonly (readonly string[])[] = [
  ['Running', 'CrashLoopBackOff', 'Pending', 'Completed'],
  ['Succeeded', 'Failed'],
  ['Ready', 'NotReady'],
  ['Bound', 'Lost'],
  ['Available', 'Released'],
  ['Complete', 'Suspended'],
  ['Active', 'Terminating'],
  ['Normal', 'Warning'],
  ['True', 'False', 'Unknown'],
  ['true', 'false'],
  ['enabled', 'disabled'],
  ['yes', 'no'],
  ['created', 'unchanged', 'configured'],
  ['deleted', 'created'],
  ['patched', 'patched (no change)'],
  ['labeled', 'unlabeled', 'not labeled'],
  ['unlabeled', 'labeled'],
  ['condition met', 'condition not met'],
  ['Already exists', 'Already deleted'],
  ['STRICT', 'PERMISSIVE', 'DISABLE'],
  ['MUTUAL', 'SIMPLE'],
  ['SYNCED', 'STALE', 'NOT SENT'],
  ['deployed', 'failed', 'uninstalled'],
  ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
  ['<none>', '<pending>', '<unknown>'],
  ['200 OK', '503 Service Unavailable'],
  ['HTTP/2 200', 'HTTP/2 503'],
  ['ok', 'failed'],
  ['OK', 'ERROR'],
  ['did', "didn't"],
  ['allowed', 'denied'],
  ['Connected', 'Connection refused'],
];

const opposites = new Map<string, string[]>();
for (const family of families) {
  for (const word of family) {
    const others = opposites.get(word) ?? [];
    opposites.set(word, [...others, ...family.filter((other) => other !== word && !others.includes(other))]);
  }
}

const escaped = [...opposites.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
const statusWord = new RegExp(`(?<![\\w'-])(?:${escaped.join('|')})(?![\\w'-])`, 'g');

/**
 * The status words of a line, each with the words that would change the message. `index`: its place in the
 * line.
 */
export function* statusWordsIn(
  line: string,
): Generator<{ readonly index: number; readonly word: string; readonly others: readonly string[] }> {
  for (const { index, 0: word } of line.matchAll(statusWord))
    yield { index, word, others: opposites.get(word)! };
}
