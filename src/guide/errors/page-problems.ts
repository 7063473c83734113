import type { ErrorGroup } from './error-group.ts';

export const pageProblems = {
  title: 'Problems of a page',
  about:
    'Each command that reads guides prints these problems with file and line, and runs no guide. Exit ' +
    'status 2.',
  entries: {
    'mdx-syntax': {
      title: 'The page is not valid MDX',
      why:
        'In MDX, `<` begins a component and `{` begins an expression, also in prose. This component or ' +
        'expression is not valid, is not closed, or uses a name that nothing defines.',
      next: 'For plain text, use a code span, or write `\\<` and `\\{`.',
    },
    'page-text': {
      title: 'The page is not UTF-8',
      why:
        'The file has another encoding, or a command in it has bytes that are not valid UTF-8. bash would ' +
        'then run another command than the one in the file.',
      next: 'Save the file as UTF-8.',
    },
    'front-matter': {
      title: 'The front matter has a mistake',
      why:
        'The front matter is the YAML between the two `---` lines at the top of the page. A key is missing ' +
        'or unknown, or its value has a wrong form.',
      next: 'Correct the key that the message names.',
    },
    'guide-files': {
      title: 'A file beside the guide cannot be copied',
      why:
        'Each session works in a copy of the folder `GUIDE.files/`, so that no step changes the originals. ' +
        'Guiderail copies only files and folders, and follows only links that stay in that folder.',
      next:
        'Do what the message says about the file. Often you must replace a link with a copy of its ' +
        'target.',
    },
    'missing-reference': {
      title: 'A file that the page names is missing',
      why: 'The page shows a picture or imports a file that does not exist, so the site cannot be built.',
      next: 'Correct the path, or put the file there.',
    },
    'page-name': {
      title: 'A page cannot have this name',
      why:
        'The name of the file becomes the address of the page. Some characters have another meaning in ' +
        'addresses, some addresses belong to the site itself, and two pages cannot have the same address.',
      next: 'Rename the file or the folder.',
    },
    'page-build': {
      title: 'The page cannot be built',
      why:
        'An expression or a component of the page throws an error, or a file that the page imports or ' +
        'shows does not exist. Only `serve` reports this, because `check` does not build the pages.',
      next: 'Correct the line. For plain text with `{` or `<`, use a code span, or write `\\{` and `\\<`.',
    },
    'dead-link': {
      title: 'A link leads nowhere',
      why:
        'The site has no page, file or heading at that address. Guiderail checks the links when it builds ' +
        'the pages.',
      next: 'Correct or remove the link.',
    },
    'unreadable-page': {
      title: 'The page cannot be read',
      why: 'The user who started Guiderail has no right to read the file.',
      next: 'Give this user the right to read it, for example with `chmod u+r FILE`.',
    },
  },
} as const satisfies ErrorGroup;
