/** What a session's bash reads before its first command. */

/** Ctrl-C must not throw away output that has not been read: the mark may be in it (termios(3), NOFLSH). */
export const terminalSettings = '-echo noflsh';

/** Hexadecimal digits of a mark. */
export const markChars = 32;

/** How a mark begins in the terminal: a string for the terminal (OSC) of a number that no program uses. */
export const markStart = '\u001b]7771;';

/**
 * `__guiderail_end` says that a command ended. Its mark comes over a descriptor that is open for that call only, so that no
 * variable, function or history that the command could read has it. Where an interrupt threw the rest of the line away,
 * PROMPT_COMMAND says so at the next prompt, by the number of the run alone. Both are called in groups without output: traces and traps
 * of the command show nothing of them, and aliases are off while bash reads the line. Nothing in them trusts a builtin's name before it is known that `builtin` is no function:
 * `unset` cannot be one in POSIX mode. Whole lines that no command read are dropped, so that bash never runs them. A terminal with other
 * settings than ours is put right: behind a command that was typed, before the next one elsewhere.
 */
export const startText = `PS1= PS2= PS0= HISTFILE=
__guiderail_run=
__guiderail_mark=
__guiderail_settings=
__guiderail_stty=$(type -P stty)
__guiderail_tty=$(tty)
[[ -c $__guiderail_tty ]] || __guiderail_tty=/dev/tty
__guiderail_begin() {
  __guiderail_exit=$?
  __guiderail_run=$1
  PROMPT_COMMAND=$__guiderail_at_prompt
  __guiderail_settings=\${2-}
  [[ -z \${__guiderail_aliases-} ]] || builtin shopt -s expand_aliases
  case $__guiderail_settings in
    echo) "$__guiderail_stty" echo <"$__guiderail_tty" || builtin : ;;
    ours) "$__guiderail_stty" sane ${terminalSettings} <"$__guiderail_tty" || builtin : ;;
  esac
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
__guiderail_end() {
  __guiderail_exit=$?
  __guiderail_real=
  builtin printf -v __guiderail_real 1
  if [[ $__guiderail_real != 1 ]]; then
    [[ -o posix ]] || POSIXLY_CORRECT=1
    unset -f builtin enable
    [[ -z \${POSIXLY_CORRECT-} ]] || unset POSIXLY_CORRECT
    enable builtin exec printf read return set shopt unset
  fi
  __guiderail_mark=
  IFS= builtin read -r -N ${markChars} -u 3 __guiderail_mark
  __guiderail_finish "$__guiderail_mark"
  [[ -z \${TMOUT-} ]] || TMOUT=
  [[ \${#PROMPT_COMMAND[@]} -lt 2 ]] || builtin unset PROMPT_COMMAND
  PS1= PS2= PS0= PROMPT_COMMAND=
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
__guiderail_prompt() {
  __guiderail_exit=$?
  [[ -z \${__guiderail_run-} ]] || __guiderail_finish "run $__guiderail_run"
}
__guiderail_here() {
  __guiderail_exit=$?
  builtin printf '\\e]7771;here %s\\a\\n' "$1" >"$__guiderail_tty"
  [[ $- == *e* ]] || builtin return "$__guiderail_exit"
}
__guiderail_finish() {
  if [[ \${__guiderail_settings-} == echo ]]; then "$__guiderail_stty" sane ${terminalSettings} <"$__guiderail_tty" || builtin :; fi
  # Redirections of "builtin exec" end with it.
  [[ -t 0 ]] || { builtin unset -f exec; exec <"$__guiderail_tty"; }
  while builtin read -r -t 0; do IFS= builtin read -r -t 1 __guiderail_mark || builtin break; done
  __guiderail_run= __guiderail_mark=
  builtin printf '\\e]7771;%s\\a\\n' "$1" >"$__guiderail_tty"
  builtin printf '%s %s %s\\n' "$1" "$__guiderail_exit" "$-" >"$__guiderail_fifo"
  builtin set +vt +o history
  __guiderail_aliases=
  ! builtin shopt -q expand_aliases || __guiderail_aliases=1
  builtin shopt -u expand_aliases
}
__guiderail_at_prompt='{ __guiderail_prompt; } >&- 2>&-'
readonly -f __guiderail_begin __guiderail_here __guiderail_end __guiderail_prompt __guiderail_finish
readonly __guiderail_fifo __guiderail_stty __guiderail_tty __guiderail_at_prompt
__guiderail_aliases=1
shopt -u expand_aliases
`;
