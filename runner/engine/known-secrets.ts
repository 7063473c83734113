/** Shorter ones would mask ordinary words. */
const shortestSecret = 8;

/** Each command of a session asks for those of the same target. */
const remembered = new WeakMap<readonly string[], readonly string[]>();

/**
 * The forms in which values that must not be shown are known to turn up: as they are, in Base64 (also inside a longer text, whose place
 * shifts the digits), percent-encoded, in hexadecimal digits, and as a string of JSON.
 */
export function formsOf(secrets: readonly string[]): readonly string[] {
  const known = remembered.get(secrets);
  if (known) return known;
  const forms = secrets.filter((secret) => secret.length >= shortestSecret).flatMap(formsOfOne);
  const longEnough = [...new Set(forms)].filter((form) => form.length >= shortestSecret);
  remembered.set(secrets, longEnough);
  return longEnough;
}

function formsOfOne(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inBase64 = [bytes.toString('base64'), ...[0, 1, 2].map((shift) => base64Inside(bytes, shift))];
  const hex = bytes.toString('hex');
  return [
    secret,
    ...inBase64.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]),
    encodeURIComponent(secret.toWellFormed()),
    hex,
    hex.toUpperCase(),
    JSON.stringify(secret).slice(1, -1),
  ];
}

/** The digits that only these bytes decide when `shift` bytes stand before them: six bits each. */
export function base64Inside(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}
