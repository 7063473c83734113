import { describe, expect, test } from 'vitest';
import { variables } from '../../../src/guide/command/variables.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';

describe('variables: a command needs', () => {
  test.each([
    ['kubectl get pods -n $NS', ['NS']],
    ['kubectl get pods -n "${NS}"', ['NS']],
    ['cat <<EOF | kubectl apply -f -\nnamespace: $NS\nEOF', ['NS']],
    ['echo "$(kubectl get pod -n $NS)" > $FILE', ['NS', 'FILE']],
    ['echo ${POD%%-*} ${LIST[0]} ${!REF}', ['POD', 'LIST', 'REF']],
    ['kubectl delete ns $NS; NS=other', ['NS']],
    // Bash reads `$NS` before it sets the variable for kubectl.
    ['NS=other kubectl get pods -n $NS', ['NS']],
    ['NS=$NS-copy', ['NS']],
    // A value that a subshell sets is lost when the subshell ends.
    ['(NS=a); kubectl get pods -n $NS', ['NS']],
    ['echo a | read -r NS; kubectl get pods -n $NS', ['NS']],
    ['cat f | while read -r a; do LAST=$a; done; echo $LAST', ['LAST']],
    ['(. ./env); echo "$(eval B=x)$A$B"', ['A', 'B']],
    ['while read -r line; do echo $line; done < $FILE', ['FILE']],
  ])('%j: %j', (text, needs) => expect([...variables(text).needs]).toEqual(needs));
});

describe('variables: a command does not need', () => {
  test.each([
    ["quoted for another program: cat <<'EOF'\n$NS\nEOF", "cat <<'EOF'\n$NS\nEOF"],
    ['with a default', 'echo ${A:-x} ${B-} ${C:=y} ${D:+z} ${E:?not set} ${#F}'],
    ['tested by [ ]', '[ -z "$NS" ] || kubectl get pods -n "$NS"'],
    ['tested by [[ ]]', 'if [[ -n $NS ]]; then kubectl get pods -n $NS; fi'],
    ['tested by test and case', 'test -n "$A"; case "$B" in x) echo $A ;; esac'],
    ['set before', 'NS=x; kubectl get pods -n $NS'],
    ['set before on one line', 'A=x B=$A; echo $B'],
    [
      'set by read, for and arithmetic',
      'read -r A <<<x; for B in 1; do echo $A $B; done; ((C = 1)); echo $C',
    ],
    ['set in an earlier round of a loop', 'for each in a b; do ALL="$ALL $each"; done; echo $ALL'],
    [
      'set by let, ++, wait -p, coproc and a redirection',
      'let A=1 B=2; ((C++)); wait -p D; coproc E { cat; }; exec {F}>f; echo $A $B $C $D ${E[0]} $E_PID >&$F',
    ],
    ['set by export and the like, in quotes', 'export "A=x"; declare -A B; echo $A ${B[x]}'],
    ['that a file or eval may have set', '. ./env && echo $A; eval $(minikube docker-env); echo $B'],
    [
      'in the subshell that sets it',
      '(NS=a; echo $NS; echo "$(echo $NS)"); echo x | { read -r Y; echo $Y; }',
    ],
    ['used only when the function runs', 'show() { echo $NS; }'],
    ['set by bash', 'echo $RANDOM $PWD $UID $SECONDS $? $1 $@'],
  ])('a variable %s', (_, text) => expect([...variables(text).needs]).toEqual([]));
});

test('variables: `NAME=x program` sets the variable only for the program', () => {
  expect(variables('NS=x kubectl get pods').sets).toEqual(new Set());
  expect(variables('NS=x').sets).toEqual(new Set(['NS']));
  expect(variables('export NS=x').sets).toEqual(new Set(['NS']));
});

test('variables: `empties` has the variables that are set to an empty value', () => {
  expect(variables('A= B="" C=\'\' D=$(true) E=x F+="" G=() H=(x); declare -a I').empties).toEqual(
    new Set(['A', 'B', 'C', 'G', 'I']),
  );
});

test('variables: a command needs the arguments that nothing sets', () => {
  expect(variables('awk "{print $2}" f; echo ${1} $@ $#').needsArguments).toEqual(new Set(['2', '1']));
  expect(variables("awk '{print $2}' f; f() { echo $1; }; echo ${1:-a}").needsArguments).toEqual(new Set());
});

test('parseGuide: reports an argument, because commands of a guide have none', () => {
  const message =
    '`$1` is empty here: only functions and scripts have arguments. If it is meant for another ' +
    'program, put it into single quotes.';
  expect(guideOf(fence('$ kubectl get pods | awk "{print $1}"')).problems).toEqual([
    { code: 'no-argument', file: 'guide.mdx', line: 5, message },
  ]);
  expect(guideOf(fence('$ set -- a b\n$ echo $1')).problems).toEqual([]);
  expect(guideOf(fence('$ echo $1', 'skip="in a script"')).problems).toEqual([]);
});
