import type { Mistake } from '../mistake.ts';

/** Mistakes in commands and here-documents. */
export const commands: readonly Mistake[] = [
  {
    name: 'a here-document without its end',
    body: ['```console id=make', '$ kubectl apply -f - <<EOF', 'kind: ConfigMap', '$ echo b', 'b', '```'],
    check: [
      '5: The command `kubectl apply -f - <<EOF` is not finished at the end of its fence: the ' +
        'here-document is not closed by a line `EOF`. So `$ echo b` in line 7 would be a part of this ' +
        'command. Finish the command before that line. [unfinished-command]',
    ],
  },
  {
    name: 'an indented end of a here-document',
    body: [
      '```console id=make',
      '$ kubectl apply -f - <<EOF',
      'kind: ConfigMap',
      '  EOF',
      'configmap/a created',
      '```',
    ],
    check: [
      '5: The command `kubectl apply -f - <<EOF` is not finished at the end of its fence: the ' +
        'here-document is not closed by a line `EOF`. Line 7 has 2 spaces before `EOF`. Delete them, so ' +
        'that `EOF` is in the same column as the `$`. [unfinished-command]',
    ],
  },
  {
    name: 'white space after the end of a here-document',
    body: [
      '```console id=make',
      '$ kubectl apply -f - <<EOF',
      'kind: ConfigMap',
      'EOF  ',
      'configmap/a created',
      '```',
    ],
    check: [
      '5: The command `kubectl apply -f - <<EOF` is not finished at the end of its fence: the ' +
        'here-document is not closed by a line `EOF`. Line 7 has white space after `EOF`. Delete it. ' +
        '[unfinished-command]',
    ],
  },
  {
    name: 'a here-document that lost one <',
    body: [
      '```console id=make',
      '$ kubectl apply -f - <EOF',
      'kind: ConfigMap',
      'EOF',
      'configmap/a created',
      '```',
    ],
    check: [
      "5: warning: There is no `EOF` in PAGE.files/, the folder in which the guide's commands run. " +
        'Line 7 is `EOF`: write `<<EOF` for a here-document that ends there. [missing-file]',
      '5: warning: The guide has no cleanup step, but its step make creates something in the cluster. Add ' +
        'a step with `role=cleanup` that deletes what the guide creates. [no-cleanup]',
    ],
  },
  {
    name: 'a here-document that takes in the next command',
    body: ['```console id=make within=0', '$ cat <<EOF', 'a: 1', '$ cat <<EOF', 'b: 2', 'EOF', 'b: 2', '```'],
    check: [
      '7: warning: `$ cat <<EOF` is a part of the command that begins in line 5, because its ' +
        'here-document is still open. Write `EOF` on a line of its own before this line. [lost-command]',
    ],
    test: [
      '  ≠  1 make differs T s',
      '      PAGE.mdx:10: the output says "a: 1" (line 1), the page has no such line',
      '      $ cat <<EOF',
      '      PAGE.mdx:10: the output says "$ cat <<EOF" (line 2), the page has no such line',
      '      + a: 1',
      '      + $ cat <<EOF',
      '        b: 2',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: '`> ` before the lines of a here-document',
    body: ['```console id=make', '$ cat <<EOF', '> a: 1', '> EOF', 'a: 1', '```'],
    check: [
      '5: The command `cat <<EOF` is not finished at the end of its fence: the here-document is not ' +
        'closed by a line `EOF`. The lines after it begin with `> `, as a terminal shows them. Delete each ' +
        '`> `. [unfinished-command]',
    ],
  },
  {
    name: 'an open quote',
    body: ['```console id=show', "$ echo 'a", 'a', '$ echo b', 'b', '```'],
    check: [
      "5: The command `echo 'a` is not finished at the end of its fence: unterminated single quote. So `$ " +
        'echo b` in line 7 would be a part of this command. Finish the command before that line. ' +
        '[unfinished-command]',
    ],
  },
  {
    name: 'an open quote that the next command closes',
    body: ['```console id=show', '$ echo "a', 'a', '$ kubectl delete namespace "team-a"', 'b', '```'],
    check: [
      '5: The command `echo "a` is not finished at the end of its fence: unterminated double quote ' +
        '(opened in line 7). So `$ kubectl delete namespace "team-a"` in line 7 would be a part of this ' +
        'command. Finish the command before that line. [unfinished-command]',
    ],
  },
  {
    name: 'a loop without `done`',
    body: ['```console id=show', '$ for i in 1 2; do echo $i', '1', '2', '```'],
    check: [
      "5: The command `for i in 1 2; do echo $i` is not finished at the end of its fence: expected 'done' " +
        "to close 'for'. Add the missing part. [unfinished-command]",
    ],
  },
  {
    name: 'a backslash at the end',
    body: ['```console id=show', '$ echo a \\', '```'],
    check: [
      '5: The command `echo a \\` is not finished at the end of its fence: it ends with a backslash. Add ' +
        'the missing part. [unfinished-command]',
    ],
  },
  {
    name: 'a space after the backslash',
    body: [
      '```console id=make',
      '$ kubectl create configmap quota \\ ',
      '    --from-literal=a=b',
      'configmap/quota created',
      '```',
    ],
    check: [
      '5: warning: White space after the last `\\` ends the command in this line, so line 6 is read as ' +
        'output. Delete the white space. [lost-command]',
      '5: warning: Step make writes to the cluster, and the guide does not declare what it touches, so ' +
        'on a shared cluster nothing proves that its cleanup removes everything. Add `namespaces: ' +
        '[default]` below `guide:` in the front matter. [nothing-declared]',
      '5: warning: The guide has no cleanup step, but its step make creates something in the cluster. Add ' +
        'a step with `role=cleanup` that deletes what the guide creates. [no-cleanup]',
    ],
  },
  {
    name: 'a space after the backslash of an echo',
    body: ['```console id=show', '$ echo a \\ ', '    b', 'a b', '```'],
    check: [
      '5: warning: White space after the last `\\` ends the command in this line, so line 6 is read as ' +
        'output. Delete the white space. [lost-command]',
    ],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:6: the page says "    b" (line 6), the output has no such line. ' +
        'The command was not repeated, because its output does not change by itself.',
      '      $ echo a \\ ',
      '      PAGE.mdx:7: output line 1: the page says "a b" (line 7), the output says "a"',
      '      -     b',
      '      - a b',
      '          ^',
      '      + a',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'a bracket too many',
    body: ['```console id=show', '$ echo $(date))', '```'],
    check: [
      "5: bash cannot read `echo $(date))`: unexpected token ')'. Correct the command. [invalid-command]",
    ],
  },
  {
    name: '`return` at the prompt',
    body: ['```console id=show', '$ return 1', '```'],
    check: [
      '5: `return` outside a function is an error at a prompt. Use a function, or `exit` in a subshell. ' +
        '[invalid-command]',
    ],
  },
  {
    name: 'typographic quotes',
    body: ['```console id=show', '$ echo “a b”', 'a b', '```'],
    check: [
      '5: warning: bash reads `“` as an ordinary character, like a letter. Write `"`, or put the word ' +
        'in quotes. [typographic-mark]',
    ],
    test: [
      '  ≠  1 show differs T s',
      '      PAGE.mdx:6: output line 1: the page says "a b" (line 6), the output says "“a b”". ' +
        'The command was not repeated, because its output does not change by itself.',
      '      $ echo “a b”',
      '      - a b',
      '      + “a b”',
      '  0 passed, 1 did not pass, nothing left behind in T s',
      '  If the page is out of date, `npx guiderail bless PAGE.mdx` proposes what to change.',
    ],
  },
  {
    name: 'a dash instead of a hyphen',
    body: ['```console id=show', '$ kubectl get pods –n team-a', '```'],
    check: [
      '5: warning: bash reads `–` as an ordinary character, like a letter. Write `-`, or put the word ' +
        'in quotes. [typographic-mark]',
    ],
  },
  {
    name: 'a placeholder',
    body: ['```console id=show', '$ kubectl get pod <pod-name>', 'NAME', '```'],
    check: [
      '5: bash reads the placeholder `<pod-name>` as two redirections. Write a variable that a step ' +
        'sets, such as `"$POD_NAME"`, or give the step `skip="the reason"`. [placeholder]',
    ],
  },
  {
    name: 'a placeholder in the middle',
    body: ['```console id=show', '$ kubectl get pod <pod-name> -o name', 'pod/web', '```'],
    check: [
      '5: bash reads the placeholder `<pod-name>` as two redirections. Write a variable that a step ' +
        'sets, such as `"$POD_NAME"`, or give the step `skip="the reason"`. [placeholder]',
    ],
  },
];
