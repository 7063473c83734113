/** The shortest secret that is masked, in characters: shorter ones would mask ordinary words. */
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
  /** The forms, by the code of their first character. */
  readonly byFirst: ReadonlyMap<number, readonly KnownForm[]>;
  /** The first two characters of each form. */
  readonly begins: ReadonlySet<string>;
}

/** Each command of a session needs the forms of the same secrets, so we compute them once. */
const remembered = new WeakMap<readonly string[], KnownForms>();

/**
 * The forms in which secrets appear: as they are, in Base64, percent-encoded, in hexadecimal digits, and as a
 * string of JSON. Inside a longer text, Base64 has other digits, so there are three more forms. Each line of
 * a secret with several lines counts as a secret too.
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

/** The lines of a secret, without the labels of PEM, which are public. */
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

/** The Base64 digits, of six bits each, that depend only on these bytes if `shift` bytes are before them. */
export function base64Inside(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}
