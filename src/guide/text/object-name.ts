/** An object of a cluster, for people: `Pod web in default`. */
export function objectName({
  kind,
  namespace,
  name,
}: {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}): string {
  return `${kind} ${name}${namespace === undefined ? '' : ` in ${namespace}`}`;
}
