import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOf, recordingOf } from '../../src/guide/page/guide-files.ts';
import { fence } from '../support/guides/guide-text.ts';
import { recordedGuide } from '../support/guides/recorded-guide.ts';
import { guiderail } from '../support/programs/guiderail.ts';

const service = `NAME   TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)   AGE
web    ClusterIP   172.21.15.30   <none>        443/TCP   21h`;
const observe = fence(`$ kubectl get svc web\n${service}`, 'id=observe');
const real =
  'NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.96.1.17   <none> ' +
  '       443/TCP   3s\n';

describe('check', () => {
  test('refuses files that no session can copy, and a command that is nested too deeply', async () => {
    const linked = recordedGuide([fence('$ id', 'id=a')]);
    mkdirSync(filesOf(linked));
    symlinkSync('/etc/hostname', join(filesOf(linked), 'name'));
    const deep = recordedGuide([fence(`$ id\n$ echo ${'$('.repeat(300)}id${')'.repeat(300)}`, 'id=a')]);
    const { status, stderr } = await guiderail(['check', linked, deep]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(`${deep}:6: The command \`echo $($($(`)]);
    expect(stderr).toContain(
      `${linked}:1: g.files/name is a link to /etc/hostname, outside the guide's files. Replace the ` +
        'link by a copy of its target. [guide-files]',
    );
    expect(stderr).toContain('[deep-command]');
  });

  test('warns about a missing file, a cleanup that may not run and a command that may be text', async () => {
    const file = recordedGuide([
      fence('$ kubectl apply -f web.yaml', 'id=make'),
      fence('$ kubectl get pod $POD\nweb', 'id=look'),
      fence('$ kubectl delete pod web', 'id=end'),
    ]);
    writeFileSync(join(file, '..', 'web.yaml'), '');
    const { status, stdout, stderr } = await guiderail(['check', file]);
    expect([status, stdout.split('\n').at(-2)]).toEqual([
      0,
      expect.stringContaining('1 guide, 3 steps, 0 problems, '),
    ]);
    const folder = file.replace('/g.mdx', '');
    expect(stderr.split('\n').filter((line) => !line.includes('[unset-variable]'))).toEqual([
      `${file}:5: warning: There is no \`web.yaml\` in ${folder}/g.files/, the folder in which the ` +
        `guide's commands run. Move ${folder}/web.yaml to ${folder}/g.files/web.yaml. [missing-file]`,
      `${file}:8: warning: \`$POD\` is not in quotes, so it may become an option or several words. ` +
        `Guiderail treats the command as one that writes, and runs it only once. Write \`"$POD"\`. Then ` +
        'Guiderail repeats the command until its output matches. [unquoted-expansion]',
      `${file}:11: warning: This step only deletes. Give it \`role=cleanup\`, so that it also runs ` +
        'when a step above does not pass. [no-cleanup]',
      `${file}:12: warning: Step end writes to the cluster, and the guide does not declare what it ` +
        'touches, so on a shared cluster nothing proves that its cleanup removes everything. Add ' +
        '`namespaces: [default]` below `guide:` in the front matter. [nothing-declared]',
      '',
    ]);
  });

  test('prints the mutation score and each accepted corruption with place, kind and reason', async () => {
    const file = recordedGuide([observe, fence('$ export A=1', 'id=set')], {
      observe: [{ output: real }],
      set: [{ output: '' }],
    });
    const { status, stdout, stderr } = await guiderail(['check', file]);
    expect(stdout.split('\n')).toEqual([
      `${file}: mutation score 79.4 % (31 of 39 corruptions caught), 1 expectation with output, 1 exit ` +
        'status only',
      '  warning: below 95.0 %: print more of what is elided, or fewer samples',
      `${file}:7: accepted, 172.21.15.30 is a sample: ipv4 in column CLUSTER-IP (7)`,
      '    number: 10 → 11, 10 → 20, 96 → 97, 96 → 16, 1 → 2, 17 → 18, 17 → 27',
      `${file}:7: accepted, 21h is a sample: age in column AGE (1)`,
      '    number: 3 → 4',
      '1 guide, 2 steps, 0 problems',
      '',
    ]);
    expect([status, stderr]).toEqual([0, '']);
  });

  test('compares a sample with the value that an earlier command gave it', async () => {
    const call = fence('$ curl -v web\n* Connected to web (172.21.15.30) port 443', 'id=call');
    const connected = { output: '* Connected to web (10.96.1.17) port 443\n' };
    const bound = await guiderail([
      'check',
      recordedGuide([observe, call], { observe: [{ output: real }], call: [connected] }),
    ]);
    expect(bound.stdout).not.toContain('g.mdx:11: accepted');
    const alone = await guiderail(['check', recordedGuide([call], { call: [connected] })]);
    expect(alone.stdout).toContain('accepted, 172.21.15.30 is a sample: ipv4 (7)');
    const wrong = await guiderail([
      'check',
      recordedGuide([observe, call], {
        observe: [{ output: real }],
        call: [{ output: '* Connected to web (10.96.1.18) port 443\n' }],
      }),
    ]);
    expect([wrong.status, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('172.21.15.30 stands for 10.96.1.17'),
    ]);
  });

  test('judges each step in its own pass, with the values of that pass', async () => {
    const way = (value: string) =>
      fence(`$ kubectl get svc web\n${service}`, `id=${value} choice=way:${value}`);
    const second = real.replace('10.96.1.17', '10.96.9.99');
    const { status, stdout } = await guiderail([
      'check',
      recordedGuide([way('a'), way('b')], { a: [{ output: real }], b: [{ output: second }] }),
    ]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('2 expectations with output')]);
  });

  test('uses the printed output for the recorded versions', async () => {
    const body = [
      fence('$ kubectl delete svc web\nservice "web" deleted from default namespace', 'id=delete'),
      '',
      '```output when="kubernetes<1.34"\nservice "web" deleted\n```',
    ];
    const file = recordedGuide(body, {
      delete: [{ output: 'service "web" deleted from default namespace\n' }],
    });
    const { status, stdout } = await guiderail(['check', file]);
    expect([status, stdout]).toEqual([0, expect.stringContaining('mutation score 100.0 %')]);
  });

  test('says what to do if a guide has no recording', async () => {
    const file = recordedGuide([observe]);
    const { status, stdout } = await guiderail(['check', file]);
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining(
        `${file}: not recorded, so no corruption can be tried; run npx guiderail test ${file} --record\n`,
      ),
    ]);
  });

  test('leaves out steps that were not recorded, or have changed since', async () => {
    const fences = [observe, fence('$ echo new\nnew', 'id=new')];
    const file = recordedGuide(fences, { observe: [{ output: real }] }, (text) =>
      text.replace('443/TCP   21h', '443/TCP   22h'),
    );
    const { status, stdout } = await guiderail(['check', file]);
    expect(status).toBe(0);
    expect(stdout).toContain(
      `${file}: no corruption could be tried, 0 expectations with output, 0 exit status only\n`,
    );
    expect(stdout).toContain(
      '  left out, the recording is older than the step: observe (line 4); run npx guiderail test ' +
        `${file} --record\n`,
    );
    expect(stdout).toContain(
      `  left out, not recorded: new (line 9); run npx guiderail test ${file} --record\n`,
    );
  });

  test('gives exit status 2 and the difference if a recording does not match the page', async () => {
    const file = recordedGuide([observe], { observe: [{ output: real.replace('ClusterIP', 'NodePort ') }] });
    const { status, stdout, stderr } = await guiderail(['check', file]);
    expect(status).toBe(2);
    expect(stderr).toContain(
      `${file}:5: The recorded output is not what the page prints: row web, column TYPE: the page says ` +
        'ClusterIP, the output says NodePort.\n',
    );
    expect(stderr).toContain('\n    - web    ClusterIP');
    expect(stderr).toContain('\n    + web    NodePort');
    expect(stdout).toContain('1 guide, 1 step, 1 problem\n');
  });

  test('gives exit status 2 for an expectation that accepts every corruption of its output', async () => {
    const file = recordedGuide([fence('$ kubectl get pods\n- panic', 'id=none match=lines')], {
      none: [{ output: 'web   Running\n' }],
    });
    const { status, stdout, stderr } = await guiderail(['check', file]);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `${file}:5: This accepts every corruption of its own output, the empty output too. Print ` +
        'something that the command must show, or use match=none.\n',
    );
    expect(stdout).toContain('mutation score 0.0 %');
  });

  test.each([
    '{',
    'null',
    '[]',
    '{"versions": {}, "steps": {"observe": {"hash": "x"}}}',
    '{"versions": {}, "steps": {"observe": {"hash": "x", "commands": [{}]}}}',
  ])('gives exit status 2 for a recording that cannot be read: %s', async (text) => {
    const file = recordedGuide([observe]);
    writeFileSync(recordingOf(file), text);
    const { status, stderr } = await guiderail(['check', file]);
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(`${recordingOf(file)}: The recording cannot be read: `),
    ]);
  });

  test('names the steps that are skipped, whose printed output is not checked', async () => {
    const fences = [
      observe,
      fence('$ echo a\nb', 'id=shown skip="costs money"'),
      fence('$ echo a\nb', 'id=later when="kubernetes>=1.99"'),
    ];
    const { status, stdout } = await guiderail([
      'check',
      recordedGuide(fences, { observe: [{ output: real }] }),
    ]);
    expect(status).toBe(0);
    expect(stdout).toContain('  left out, skipped: shown (line 9): costs money\n');
    expect(stdout).toContain('  left out, skipped: later (line 13): ');
  });

  test('proves at least 95 % of this project’s guides, and explains each accepted corruption', async () => {
    const { status, stdout, stderr } = await guiderail(['check']);
    expect([status, stderr]).toEqual([0, '']);
    const scores = [...stdout.matchAll(/mutation score (\d+\.\d) %/g)].map(([, score]) => Number(score));
    expect(scores.length).toBeGreaterThan(0);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(95);
    expect(stdout).not.toContain('the matcher cannot say why');
  });
});
