import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { missingFiles } from '../../runner/check/missing-files.ts';
import { commandFiles } from '../../runner/check/named-files.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

/** The warnings for a guide of these fences, in a folder with these files; the first fence is on line 4. */
function warnings(fences: string, files: readonly string[] = []): string[] {
  const folder = temporaryFolder();
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  const { guide } = guideOf(fences, join(folder, 'g.mdx'));
  return missingFiles(guide).map(
    ({ line, message, code }) => `${line}: ${message.replaceAll(`${folder}/`, '')} [${code}]`,
  );
}

const none = (path: string) =>
  `There is no \`${path}\` in g.files/, the folder in which the guide's commands run.`;

describe('missingFiles', () => {
  test.each([
    'kubectl apply -f x.yaml',
    'kubectl apply -f x.yaml -n shop',
    'kubectl create configmap c --from-file=x.yaml',
    'kubectl create configmap c --from-file=key=x.yaml',
    'kubectl create configmap c --from-env-file x.yaml',
    'kubectl patch deployment d --patch-file x.yaml',
    'cat x.yaml',
    'head -n 3 x.yaml',
    'kubectl apply -f - < x.yaml',
    'cat x.yaml | kubectl apply -f -',
    'sh x.yaml',
    'bash -e x.yaml --all',
    '. x.yaml',
    'istioctl kube-inject -f x.yaml | kubectl apply -f -',
    'kubectl apply -f <(istioctl kube-inject -f x.yaml)',
    'helm install web ./chart -f x.yaml',
    'curl -d @x.yaml http://web',
    'cp x.yaml y.yaml',
    'envsubst < x.yaml | kubectl apply -f -',
  ])('names the folder for the file of `%s`', (command) => {
    const files = command.includes('./chart') ? ['g.files/chart/Chart.yaml'] : [];
    expect(warnings(fence(`$ ${command}`), files)).toEqual([
      `5: ${none('x.yaml')} Put it there. [missing-file]`,
    ]);
  });

  test('suggests a here-document if one `<` may be missing', () => {
    expect(warnings(fence('$ cat <EOF\na\nEOF\na'))).toEqual([
      `5: ${none('EOF')} Line 7 is \`EOF\`: write \`<<EOF\` for a here-document that ends there. ` +
        '[missing-file]',
    ]);
    expect(warnings(fence('$ cat <EOF\na'))).toEqual([`5: ${none('EOF')} Put it there. [missing-file]`]);
  });

  test('says where to move a file that is beside the guide', () => {
    expect(warnings(fence('$ kubectl apply -f x.yaml'), ['x.yaml'])).toEqual([
      `5: ${none('x.yaml')} Move x.yaml to g.files/x.yaml. [missing-file]`,
    ]);
    expect(warnings(fence('$ kubectl apply -f ./manifests/'), ['manifests/a.yaml'])).toEqual([
      `5: ${none('./manifests/')} Move manifests/ to g.files/manifests/. [missing-file]`,
    ]);
  });

  test('says which path to write for a file that is elsewhere', () => {
    expect(warnings(fence('$ cat ../shared/x.yaml'))).toEqual([
      `5: ${none('../shared/x.yaml')} Put it there, and write shared/x.yaml in the command. [missing-file]`,
    ]);
    expect(warnings(fence('$ cat x.yaml'), ['g.files/sub/x.yaml'])).toEqual([
      `5: ${none('x.yaml')} The folder has sub/x.yaml: write that path in the command. [missing-file]`,
    ]);
  });

  test('says it once for each file, with the line of the first command', () => {
    expect(
      warnings(
        [
          fence('$ id\n$ kubectl apply -f x.yaml'),
          fence('$ kubectl delete -f x.yaml'),
          fence('$ cat y'),
        ].join('\n\n'),
      ),
    ).toEqual([
      `6: ${none('x.yaml')} Put it there. [missing-file]`,
      `14: ${none('y')} Put it there. [missing-file]`,
    ]);
  });

  test.each<[string, string, (readonly string[])?]>([
    [
      'a file that is there',
      '$ kubectl apply -f x.yaml -f sub/\n$ bash run.sh',
      ['g.files/x.yaml', 'g.files/sub/y.yaml', 'g.files/run.sh'],
    ],
    ['a file that a redirection made', '$ cat > x.yaml <<EOF\na: b\nEOF\n$ kubectl apply -f x.yaml'],
    ['a file that tee made', '$ echo a | tee x.yaml\n$ cat x.yaml'],
    ['a file that curl made', '$ curl -sLo x.yaml https://example.com/x.yaml\n$ kubectl apply -f x.yaml'],
    [
      'a file that a program may have made',
      '$ git clone https://example.com/repository\n$ kubectl apply -f repository/x.yaml',
    ],
    ['a file that the same command may have made', '$ tar xf a.tgz && cat a/x.yaml'],
    ['a file in a folder to which a command changed', '$ cd sub\n$ cat x.yaml'],
    ['a file that is a copy', '$ cp /etc/hosts x\n$ cat x'],
    ['a file in a folder that a command made', '$ mkdir -p out\n$ cat out/x.yaml'],
    ['variables', '$ kubectl apply -f $FILE\n$ cat "$DIR/x"'],
    ['patterns', '$ cat *.yaml'],
    ['addresses', '$ kubectl apply -f https://example.com/x.yaml\n$ kubectl apply -k github.com/example/x'],
    ['standard input', '$ kubectl apply -f - <<EOF\na: b\nEOF'],
    ['absolute paths and the home folder', '$ cat /tmp/x /dev/null ~/.kube/config'],
    ['`-f` of a log', '$ kubectl logs web -f'],
    ['files in a container', '$ kubectl exec web -- cat x.yaml'],
    ['a test whether the file exists', '$ [ -f x.yaml ] && cat x.yaml'],
    ['a script as an argument', '$ bash -c "echo a"'],
  ])('does not warn about %s', (_, commands, files) => {
    expect(warnings(fence(commands), files)).toEqual([]);
  });

  test('does not warn about commands that are not run or should fail', () => {
    expect(warnings(`${fence('$ cat x', 'skip="elsewhere"')}\n\n${fence('$ cat x', 'exit=1')}`)).toEqual([]);
  });
});

test('commandFiles: needs no files after a program that may make files', () => {
  expect(commandFiles('cat a && make b && cat c > d')).toEqual({
    needs: ['a'],
    makes: ['d'],
    mayMakeMore: true,
  });
});
