/** What a session's bash reads before its first command. */

/** Ctrl-C must not throw away output that has not been read: the mark may be in it (termios(3), NOFLSH). */
export const terminalSettings = '-echo noflsh';

/** Hexadecimal digits of a mark. */
const markChars = 32;

/** How a mark begins in the terminal: a string for the terminal (OSC) of a number that no program uses. Behind the mark stand the exit status and bash's flags. */
export const markStart = '\u001b]7771;';

/** How bash says that a command is over: its standard input is the terminal again, and nothing that was typed to the command is left in it. */
const finishedBy = (who: string) => `[[ \${__guiderail_settings-} != echo ]] || __guiderail_terminal ours
  [[ -t 0 ]] || __guiderail_input
  ! builtin read -r -t 0 || __guiderail_unread
  builtin printf '\\e]7771;%s %s %s\\a\\n' "${who}" "$__guiderail_exit" "$-" >"$__guiderail_tty"
  builtin set +vt +o history
  [[ -z \${BASH_ALIASES[*]+some} ]] || __guiderail_hide_aliases
  __guiderail_run=`;

/**
 * `__guiderail_end` says that a command ended. Its mark comes over a descriptor that is open for that call only, so that no
 * variable, function or history that the command could read has it. Where an interrupt threw the rest of the line away,
 * PROMPT_COMMAND says so at the next prompt, by the number of the run alone. Both are called in groups without output: traces and traps
 * of the command show nothing of them, and where there are aliases, they are off while bash reads the line. Nothing in them trusts a builtin's name before it is known that `builtin` is no function:
 * `unset` cannot be one in POSIX mode. Whole lines that no command read are dropped, so that bash never runs them. A terminal with other
 * settings than ours is put right: behind a command that was typed, before the next one elsewhere. Bash copies a function's text with each call: what is seldom needed is a function of its own.
 */
export const startText = `PS1= PS2= PS0= HISTFILE=
__guiderail_run=
__guiderail_mark=
__guiderail_settings=
__guiderail_stty=$(type -P stty)
__guiderail_tty=$(tty)
[[ -c $__guiderail_tty ]] || __guiderail_tty=/dev/tty
__guiderail_begin() {
  __guiderail_exit=$? __guiderail_run=$1 __guiderail_settings=\${2-} PROMPT_COMMAND=$__guiderail_at_prompt
  [[ -z \${__guiderail_aliases-} ]] || { builtin shopt -s expand_aliases; __guiderail_aliases=; }
  [[ -z $__guiderail_settings ]] || __guiderail_terminal "$__guiderail_settings"
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
__guiderail_end() {
  __guiderail_exit=$? __guiderail_real= __guiderail_mark=
  builtin printf -v __guiderail_real 1
  [[ $__guiderail_real == 1 ]] || __guiderail_restore
  builtin read -r -N ${markChars} -u 3 __guiderail_mark
  ${finishedBy('$__guiderail_mark')}
  [[ -z \${TMOUT-}\${PROMPT_COMMAND[1]+more} ]] || __guiderail_defaults
  PS1= PS2= PS0= PROMPT_COMMAND= __guiderail_mark=
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
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
  enable builtin exec printf read return set shopt unset
}
__guiderail_prompt() {
  __guiderail_exit=$?
  [[ -n \${__guiderail_run-} ]] || builtin return 0
  ${finishedBy('run $__guiderail_run')}
}
__guiderail_here() {
  __guiderail_exit=$?
  builtin printf '\\e]7771;here %s\\a\\n' "$1" >"$__guiderail_tty"
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
# Redirections of "builtin exec" end with it.
__guiderail_input() {
  builtin unset -f exec
  exec <"$__guiderail_tty"
}
__guiderail_unread() {
  while builtin read -r -t 0; do IFS= builtin read -r -t 1 __guiderail_unread || builtin break; done
  __guiderail_unread=
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
__guiderail_at_prompt='{ __guiderail_prompt; } >&- 2>&-'
readonly -f $(compgen -A function __guiderail_)
readonly __guiderail_stty __guiderail_tty __guiderail_at_prompt
__guiderail_aliases=
`;
