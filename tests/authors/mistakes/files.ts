import type { Mistake } from '../mistake.ts';

/** Mistakes with the files that commands name. */
export const files: readonly Mistake[] = [
  {
    name: 'a file that is not there',
    body: ['```console id=make within=0', '$ cat quota.yaml', 'a', '```'],
    check: [
      "5: warning: There is no `quota.yaml` in PAGE.files/, the folder in which the guide's commands run. " +
        'Put it there. [missing-file]',
    ],
    test: [
      '  ✕  1 make failed T s',
      '      PAGE.mdx:5: the command ended with exit status 1; the page expects 0',
      '      $ cat quota.yaml',
      '      PAGE.mdx:6: output line 1: the page says "a" (line 6), the output says "cat: quota.yaml: ' +
        'No such file or directory"',
      '      - a',
      '      + cat: quota.yaml: No such file or directory',
      '      → Read the output, fix the cause and run the step again. If this exit status is expected, ' +
        'write `exit=1` and print this output.',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a file beside the page, not in its folder',
    body: ['```console id=make within=0', '$ cat quota.yaml', 'a', '```'],
    beside: { 'quota.yaml': 'a\n' },
    check: [
      "5: warning: There is no `quota.yaml` in PAGE.files/, the folder in which the guide's commands " +
        'run. Move FOLDER/quota.yaml to PAGE.files/quota.yaml. [missing-file]',
    ],
    test: [
      '  ✕  1 make failed T s',
      '      PAGE.mdx:5: the command ended with exit status 1; the page expects 0',
      '      $ cat quota.yaml',
      '      PAGE.mdx:6: output line 1: the page says "a" (line 6), the output says "cat: quota.yaml: ' +
        'No such file or directory"',
      '      - a',
      '      + cat: quota.yaml: No such file or directory',
      '      → Read the output, fix the cause and run the step again. If this exit status is expected, ' +
        'write `exit=1` and print this output.',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a manifest that is not there',
    body: ['```console id=make', '$ kubectl apply -f quota.yaml', 'resourcequota/quota created', '```'],
    check: [
      "5: warning: There is no `quota.yaml` in PAGE.files/, the folder in which the guide's commands run. " +
        'Put it there. [missing-file]',
      '5: warning: The guide has no cleanup step, but its step make creates something in the cluster. Add ' +
        'a step with `role=cleanup` that deletes what the guide creates. [no-cleanup]',
    ],
  },
  {
    name: 'a manifest in a folder of another name',
    body: [
      '```console id=make',
      '$ kubectl apply -f samples/quota.yaml',
      'resourcequota/quota created',
      '```',
    ],
    beside: { 'PAGE.files/quota.yaml': 'kind: ResourceQuota\n' },
    check: [
      "5: warning: There is no `samples/quota.yaml` in PAGE.files/, the folder in which the guide's " +
        'commands run. The folder has quota.yaml: write that path in the command. [missing-file]',
      '5: warning: The guide has no cleanup step, but its step make creates something in the cluster. Add ' +
        'a step with `role=cleanup` that deletes what the guide creates. [no-cleanup]',
    ],
  },
  {
    name: 'a folder of another page',
    body: ['```console id=make within=0', '$ cat quota.yaml', 'a', '```'],
    beside: { 'other.files/quota.yaml': 'a\n' },
    check: [
      "5: warning: There is no `quota.yaml` in PAGE.files/, the folder in which the guide's commands run. " +
        'Put it there. [missing-file]',
    ],
    test: [
      '  ✕  1 make failed T s',
      '      PAGE.mdx:5: the command ended with exit status 1; the page expects 0',
      '      $ cat quota.yaml',
      '      PAGE.mdx:6: output line 1: the page says "a" (line 6), the output says "cat: quota.yaml: ' +
        'No such file or directory"',
      '      - a',
      '      + cat: quota.yaml: No such file or directory',
      '      → Read the output, fix the cause and run the step again. If this exit status is expected, ' +
        'write `exit=1` and print this output.',
      '  0 passed, 1 did not pass, nothing left behind in T s',
    ],
  },
  {
    name: 'a file in the place of the folder',
    body: ['```console id=show', '$ echo a', 'a', '```'],
    beside: { 'PAGE.files': 'a\n' },
    check: [
      "1: page.files is not a folder. Rename it: this name is for the folder of the guide's files. " +
        '[guide-files]',
    ],
  },
];
