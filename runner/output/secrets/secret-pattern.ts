/**
 * A regular expression: a text, a character class, patterns in sequence (`all`), alternatives (`any`), or a
 * repetition.
 */
export type Pattern =
  | string
  | { readonly one: RegExp }
  | { readonly all: readonly Pattern[] }
  | { readonly any: readonly Pattern[] }
  | { readonly repeated: Pattern; readonly least: number; readonly most: number };

/** One character of a class, such as `/[a-z]/`. */
export function one(charClass: RegExp): Pattern {
  return { one: charClass };
}

export function all(...patterns: readonly Pattern[]): Pattern {
  return { all: patterns };
}

export function any(...patterns: readonly Pattern[]): Pattern {
  return { any: patterns };
}

export function maybe(...patterns: readonly Pattern[]): Pattern {
  return { repeated: all(...patterns), least: 0, most: 1 };
}

export function repeated(pattern: Pattern, least: number, most: number = Number.POSITIVE_INFINITY): Pattern {
  return { repeated: pattern, least, most };
}

/** From `least` to `most` characters of a class. */
export function chars(charClass: RegExp, least: number, most?: number): Pattern {
  return repeated(one(charClass), least, most);
}
