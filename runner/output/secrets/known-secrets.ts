/** Shorter ones would mask ordinary words. */
const shortestSecret = 8;

/**
 * A text to look for, with its failure function (Knuth, Morris and Pratt): the length of the longest border
 * of each prefix.
 */
export interface KnownForm {
  readonly text: string;
  readonly borders: Int32Array;
}

export interface KnownForms {
  /** First states, by the code of the character that begins them. */
  readonly byFirst: ReadonlyMap<number, readonly KnownForm[]>;
  /** Their first two characters. */
  readonly begins: ReadonlySet<string>;
}

/** Each command of a session asks for those of the same target. */
const remembered = new WeakMap<readonly string[], KnownForms>();

/**
 * The forms in which values that must not be shown are known to turn up: as they are, in Base64 (also inside
 * a longer text, whose place shifts the digits), percent-encoded, in hexadecimal digits, and as a string of
 * JSON; also each line of a value with several lines.
 */
export function formsOf(secrets: readonly string[]): KnownForms {
  const known = remembered.get(secrets);
  if (known) return known;
  const forms = secrets.flatMap((secret) => [secret, ...linesOf(secret)]).filter(isLongEnough);
  const all = [...new Set(forms.flatMap(formsOfOne))].filter(isLongEnough).map(knownForm);
  const made = {
    byFirst: Map.groupBy(all, ({ text }) => text.charCodeAt(0)),
    begins: new Set(all.map(({ text }) => text.slice(0, 2))),
  };
  remembered.set(secrets, made);
  return made;
}

/** The lines of a secret without labels, such as those of PEM, which are public. */
function linesOf(secret: string): string[] {
  const lines = secret.split('\n').map((line) => line.trim());
  return lines.filter((line) => !line.startsWith('-----'));
}

function isLongEnough({ length }: string): boolean {
  return length >= shortestSecret;
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

function knownForm(text: string): KnownForm {
  const borders = new Int32Array(text.length);
  for (let at = 1, border = 0; at < text.length; at += 1) {
    while (border > 0 && text[at] !== text[border]) border = borders[border - 1]!;
    if (text[at] === text[border]) border += 1;
    borders[at] = border;
  }
  return { text, borders };
}

/** The digits that only these bytes decide when `shift` bytes stand before them: six bits each. */
export function base64Inside(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}
