import { testReads } from '../test-reads.ts';

testReads(true, {
  'sed that prints': [
    'sed s/a/b/',
    "sed -n '1,5p'",
    "sed -e 's|a|w f|g' -e '/x/d' file",
    "sed -E 's/[^]|]w f/\\/w g/2p'",
    "sed '/^#/d; $!N; s/,/ /g'",
    "sed -n '/a/,/b/{p;q}'",
    "sed '2q5'",
  ],
});

testReads(false, {
  'sed that writes or runs': [
    "sed '1w f'",
    "sed 'w f'",
    "sed -n '/a/w f'",
    "sed 's/a/b/w f'",
    "sed 's/a/b/gw f'",
    'sed s/a/b/e',
    'sed s/a/b/ge',
    'sed e',
    "sed '1e rm x'",
    "sed 'p;w f'",
    "sed '{p;w f\n}'",
    "sed 's/[/]/g;s/w f/a/'",
    "sed 's/[/]/x/'",
    "sed -e p -e 'w f'",
    "sed --expression='w f'",
    'sed -f script',
    'sed -i s/a/b/ file',
    'sed -ni s/a/b/ file',
    'sed -i.bak p file',
    'sed --in-place p file',
    'sed W f',
  ],
});
