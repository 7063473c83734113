/** The control sequences of terminals (ECMA-48). */

export const escape = '\u001b';

/**
 * A control sequence (`ESC [ … final`) or another escape sequence. Strings for the terminal, such as titles,
 * are not in it.
 */
export const controlSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])/g;

/** The beginning of such a sequence at the end of a text that was cut anywhere. */
export const unfinishedSequence = /\u001b(?:\[[0-?]{0,60}[ -/]{0,2}|[ -/]{0,2})?$/;

/** A control sequence, another escape sequence, or a string for the terminal: OSC, DCS, SOS, PM and APC. */
const sequenceOrString =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[PX^_][^\u001b]*\u001b\\|[ -/]*[0-~])/g;

/** SGR (ECMA-48, 8.3.117), the only sequences in sanitised output. The group has the parameters. */
const colour = /\u001b\[([\d;:]*)m/g;

export function withoutControlSequences(text: string): string {
  return text.includes(escape) ? text.replace(sequenceOrString, '') : text;
}

/** Removes the colours of sanitised output. */
export function withoutColours(text: string): string {
  return text.replace(colour, '');
}

/** The parameters of a colour, such as `1;31`; `undefined` for another sequence. */
export function colourParameters(sequence: string): string | undefined {
  return [...sequence.matchAll(colour)][0]?.[1];
}

/** The DEC private modes of the second screen (xterm: "alternate screen"). */
export const secondScreenModes = ['47', '1047', '1049'] as const;

/** A program sets or resets the mode of the second screen, alone or among other modes. */
const secondScreen = String.raw`\u001b\[\?(?:\d+;)*(?:${secondScreenModes.join('|')})(?:;\d+)*`;

/** A program takes the second screen (the group is `h`) or gives it back (`l`). */
export const screenSwitch = new RegExp(`${secondScreen}([hl])`, 'g');

/** Splits a text so that each stay on the second screen, with its two switches, is a part of its own. */
export const aroundSecondScreen = new RegExp(`(?=${secondScreen}h)|(?<=${secondScreen}l)`);

/** A program takes the second screen. */
export const toSecondScreen = new RegExp(`${secondScreen}h`);
