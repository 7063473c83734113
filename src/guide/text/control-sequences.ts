/** The control sequences of terminals (ECMA-48). */

export const escape = '\u001b';

/**
 * A control sequence (`ESC [ … final`) or another escape sequence. Strings for the terminal, such as titles,
 * are not in it.
 */
export const controlSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])/g;

/** A control sequence, another escape sequence, or a string for the terminal: OSC, DCS, SOS, PM and APC. */
const sequenceOrString =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[PX^_][^\u001b]*\u001b\\|[ -/]*[0-~])/g;

/** SGR (ECMA-48, 8.3.117), the only sequences in sanitised output. */
const colour = /\u001b\[[\d;:]*m/g;

export function withoutControlSequences(text: string): string {
  return text.includes(escape) ? text.replace(sequenceOrString, '') : text;
}

/** Removes the colours of sanitised output. */
export function withoutColours(text: string): string {
  return text.replace(colour, '');
}

/** The DEC private modes of the second screen (xterm: "alternate screen"). */
export const secondScreenModes = ['47', '1047', '1049'] as const;

/** A program takes the second screen (the group is `h`) or gives it back (`l`), alone or among other modes. */
export const screenSwitch = new RegExp(
  String.raw`\u001b\[\?(?:\d+;)*(?:${secondScreenModes.join('|')})(?:;\d+)*([hl])`,
  'g',
);
