/** The name of a cluster's object in sentences: `Pod web in default`. */
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
