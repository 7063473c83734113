import { parseBash } from './bash.ts';
import { isAround, isInside, type Place, placesOfVariables } from './variable-places.ts';

/**
 * Names of the shell variables that a command sets, uses and needs. A variable that the command sets and then
 * uses is in both `sets` and `uses`.
 */
export interface Variables {
  readonly sets: ReadonlySet<string>;
  /** The names in `sets` that get an empty value at least once: `EXTRA=`, `EXTRA=""` or `EXTRA=()`. */
  readonly empties: ReadonlySet<string>;
  readonly uses: ReadonlySet<string>;
  /**
   * The names in `uses` that must have a value; without it, the command would differ from the one on the
   * page. A variable is not needed if it has a default, as in `${NAME:-x}`, if the command tests it or sets
   * it first, if only the body of a function uses it, or if bash itself sets it.
   */
  readonly needs: ReadonlySet<string>;
  /** The positional parameters, such as `1`, that the command needs. Only functions and scripts have them. */
  readonly needsArguments: ReadonlySet<string>;
  /** Whether the command may set variables that its text does not name: it sources a file or uses `eval`. */
  readonly setsOthers: boolean;
  /** The bodies of the functions that the command defines, by name. */
  readonly functions: ReadonlyMap<string, string>;
  /** The programs and functions that the command calls, without the calls in functions that it defines. */
  readonly calls: ReadonlySet<string>;
}

export function variables(text: string): Variables {
  const places = placesOfVariables(parseBash(text));
  const { sets, empties, uses, optional, functions, calls, loops, subshells, opaque } = places;
  /**
   * The position from which an assignment counts. In a loop, `TEXT="$TEXT$LINE"` sets the value that the next
   * round uses, so the assignment counts from the start of the loop.
   */
  const countsFrom = ({ pos }: Place) =>
    Math.min(pos, ...loops.filter((loop) => isAround(loop, pos)).map((loop) => loop.pos));
  /** Whether a value that is set at one place still exists at position `pos`. A subshell loses its values. */
  const reaches = (set: { readonly pos: number }, pos: number) =>
    subshells.filter((each) => isInside(each, set.pos)).every((each) => isInside(each, pos));
  const isNeeded = ({ name, pos }: Place) =>
    !isSetByBash(name) &&
    !optional.some((other) => other.name === name) &&
    !opaque.some((each) => each.end <= pos && reaches(each, pos)) &&
    !sets.some((set) => set.name === name && countsFrom(set) <= pos && reaches(set, pos)) &&
    !functions.some((each) => isAround(each, pos));
  const needed = uses.filter(isNeeded);
  return {
    sets: variableNames(sets),
    empties: variableNames(empties),
    uses: variableNames(uses),
    needs: variableNames(needed),
    needsArguments: new Set(needed.map(({ name }) => name).filter((name) => /^[1-9]\d*$/.test(name))),
    setsOthers: opaque.length > 0,
    functions: new Map(functions.map(({ name, body }) => [name.value, text.slice(body.pos, body.end)])),
    calls: new Set(
      calls.filter(({ pos }) => !functions.some((each) => isAround(each, pos))).map(({ name }) => name),
    ),
  };
}

/** Variables that bash itself sets, in every shell or as an effect of a command. */
const setByBash = new Set(
  (
    'COLUMNS COPROC DIRSTACK EUID FUNCNAME GROUPS HOSTNAME HOSTTYPE IFS LINENO LINES MACHTYPE MAPFILE ' +
    'OLDPWD OPTARG OPTERR OPTIND OSTYPE PIPESTATUS PPID PWD RANDOM REPLY SECONDS SHELLOPTS SHLVL SRANDOM ' +
    'UID _'
  ).split(' '),
);

function isSetByBash(name: string): boolean {
  return setByBash.has(name) || /^(?:BASH\w*|COMP_\w+|EPOCH\w+|PS\d|READLINE_\w+)$/.test(name);
}

/** The names at these places, without positional and special parameters such as `$1` and `$?`. */
function variableNames(places: readonly Place[]): Set<string> {
  return new Set(places.map(({ name }) => name).filter((name) => /^[A-Za-z_]\w*$/.test(name)));
}
