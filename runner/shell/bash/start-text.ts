/** The text that a session's bash reads before its first command. */

/**
 * Ctrl-C must not discard unread output, because the mark may be in it (termios(3), NOFLSH). Ctrl-S must not
 * stop the terminal's output, because bash could not write the mark (IXON).
 */
const terminalSettings = '-echo noflsh -ixon';

/** The first command of every shell. */
export const firstCommand = `stty ${terminalSettings}; set +o history +m`;

/**
 * Separates the parts of bash's answer about its state. Names of variables never have this character, and
 * paths almost never.
 */
export const stateSeparator = '\u001f';

/** File name of bash's command pipe, in the folder of the start file. */
export const pipeName = 'pipe';

/** File name of the command file, in the same folder. */
export const commandName = 'command';

/**
 * Reports the end of a command. First bash gets back its builtins, its command pipe and the terminal's
 * settings, and drops text that the command did not read. Then it prints the mark, the exit status and its
 * flags. If a command made one of bash's own variables read-only, bash skips what follows the assignment to
 * it. A shell that cannot get its builtins back ends.
 */
const finish = `builtin printf -v __guiderail_real 1
  [[ $__guiderail_real == 1 ]] || __guiderail_restore
  builtin enable . builtin exec mapfile printf read return set shopt unset || builtin exit
  [[ \${__guiderail_settings-} != echo ]] || __guiderail_terminal ours
  [[ -p /dev/fd/0 ]] || __guiderail_input
  ! builtin read -r -t 0 <"$__guiderail_tty" || __guiderail_unread
  builtin mapfile -t -u 3 __guiderail_mark
  builtin printf '\\e]7771;%s %s %s\\a\\n' "$__guiderail_mark" "$__guiderail_exit" "$-" >"$__guiderail_tty"
  __guiderail_mark= __guiderail_ended=$1
  builtin set +vt +o history
  [[ -z \${BASH_ALIASES[*]+some} ]] || __guiderail_hide_aliases
  [[ -z \${TMOUT-}\${PROMPT_COMMAND[1]+more} ]] || __guiderail_defaults
  PS1= PS2= PS0= PROMPT_COMMAND=`;

/**
 * `__guiderail_end` reports that a command ended. If an interrupt discards the rest of that line,
 * `__guiderail_lost` on the next line reports it.
 *
 * - Each mark comes over a descriptor that is open for that call only, so the command cannot find it in a
 *   variable, a function or the history, and cannot print it.
 * - We read the mark with `mapfile`. `read` would first return text that an interrupted `read` left unused.
 * - Both calls are in groups without output, so traces and traps of the command do not show them. Aliases are
 *   off while bash reads the line.
 * - We trust no builtin before we know that `builtin` is no function. In POSIX mode `unset` cannot be one.
 * - The terminal's settings are restored right after a typed command, but after a step's command only when
 *   the next command begins.
 * - Bash copies the text of a function at each call, so rarely needed parts are functions of their own.
 */
export const startText = `PS1= PS2= PS0= HISTFILE=
__guiderail_ended=
__guiderail_exit=0
__guiderail_mark=
__guiderail_settings=
__guiderail_stty=$(type -P stty)
__guiderail_cat=$(type -P cat)
__guiderail_sed=$(type -P sed)
__guiderail_timeout=$(type -P timeout)
__guiderail_tty=$(tty)
[[ -c $__guiderail_tty ]] || __guiderail_tty=/dev/tty
__guiderail_pipe=\${BASH_SOURCE%/*}/${pipeName}
__guiderail_command=\${BASH_SOURCE%/*}/${commandName}
__guiderail_begin() {
  __guiderail_settings=\${1-}
  [[ -z \${__guiderail_aliases-} ]] || { builtin shopt -s expand_aliases; __guiderail_aliases=; }
  [[ -z $__guiderail_settings ]] || __guiderail_terminal "$__guiderail_settings"
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
__guiderail_end() {
  __guiderail_exit=$? __guiderail_real= __guiderail_mark=
  ${finish}
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
__guiderail_lost() {
  __guiderail_exit=130 __guiderail_real= __guiderail_mark=
  ${finish}
}
__guiderail_terminal() {
  case $1 in
    echo) "$__guiderail_stty" echo <"$__guiderail_tty" || builtin : ;;
    ours) "$__guiderail_stty" sane ${terminalSettings} <"$__guiderail_tty" || builtin : ;;
  esac
}
__guiderail_restore() {
  [[ -o posix ]] || POSIXLY_CORRECT=1
  unset -f builtin enable
  [[ -z \${POSIXLY_CORRECT-} ]] || unset POSIXLY_CORRECT
  enable builtin
}
# With an argument, sed first reads the terminal up to the mark, and with it all text typed before.
__guiderail_here() {
  builtin mapfile -t -u 3 __guiderail_mark
  [[ -z \${1-} ]] ||
    "$__guiderail_timeout" --foreground 0.1 "$__guiderail_sed" "/$__guiderail_mark/q" \\
      <"$__guiderail_tty" >/dev/null 2>&1 ||
    builtin :
  builtin printf '\\e]7771;%s\\a\\n' "$__guiderail_mark" >"$__guiderail_tty"
  __guiderail_mark=
}
# Prints which of the named variables have no value, then KUBECONFIG and the folder, without the character
# that ends a mark. An array has the values of its elements.
__guiderail_state() {
  builtin mapfile -t -u 3 __guiderail_mark
  __guiderail_found=
  for __guiderail_name; do
    __guiderail_values="$__guiderail_name[*]"
    [[ -n \${!__guiderail_values-} ]] || __guiderail_found+=" $__guiderail_name"
  done
  __guiderail_places=\${KUBECONFIG-}${stateSeparator}$PWD
  builtin printf '\\e]7771;%s%s${stateSeparator}%s\\a\\n' \\
    "$__guiderail_mark" "$__guiderail_found" "\${__guiderail_places//$'\\a'}" >"$__guiderail_tty"
  __guiderail_mark= __guiderail_found= __guiderail_places=
}
# Redirections of "builtin exec" would end with it, so this is a plain "exec". Without an open descriptor the
# terminal would hang up.
__guiderail_input() {
  builtin unset -f exec
  exec <"$__guiderail_pipe" {__guiderail_held}<>"$__guiderail_tty"
}
# A program in the background may read the text first, and bash would then wait for more. So cat reads, for a
# limited time.
__guiderail_unread() {
  while builtin read -r -t 0 <"$__guiderail_tty"; do
    "$__guiderail_timeout" --foreground 0.05 "$__guiderail_cat" <"$__guiderail_tty" >/dev/null 2>&1 ||
      [[ $? == 124 ]] || builtin break
  done
}
__guiderail_defaults() {
  [[ -z \${TMOUT-} ]] || TMOUT=
  [[ -z \${PROMPT_COMMAND[1]+more} ]] || builtin unset PROMPT_COMMAND
}
__guiderail_hide_aliases() {
  builtin shopt -q expand_aliases || builtin return 0
  builtin shopt -u expand_aliases
  __guiderail_aliases=1
}
readonly -f $(compgen -A function __guiderail_)
readonly __guiderail_stty __guiderail_cat __guiderail_sed __guiderail_timeout
readonly __guiderail_tty __guiderail_pipe __guiderail_command
__guiderail_aliases=
exec <"$__guiderail_pipe"
`;
