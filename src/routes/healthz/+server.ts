// For whoever watches the server: 200 while the library can be read. It is not looked through, as who watches asks often.

import { access, constants } from 'node:fs/promises';
import { library } from '#lib/server/current.ts';

export async function GET(): Promise<Response> {
	await access((await library()).dir, constants.R_OK);
	return new Response('ok\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
}
