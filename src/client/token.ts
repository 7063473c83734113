/** Where a tab keeps its token: `sessionStorage`, so that it ends with the tab. */
export const tokenKey = 'guiderail-token';
