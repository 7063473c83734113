import { startRunInterface } from './run-interface.ts';
import { tokenKey } from './token.ts';

const token = sessionStorage.getItem(tokenKey);
if (token) startRunInterface(token);
