// For whoever watches the server: 200 while the library can be read. It is not looked through, as who watches asks often.

import { access, constants } from 'node:fs/promises';
import { library } from '#lib/server/current.ts';
import { noLibrary } from '#lib/server/library.ts';

export async function GET(): Promise<Response> {
	const { dir } = await library();
	await access(dir, constants.R_OK).catch(() => {
		throw noLibrary(dir);
	});
	return new Response('ok\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
}
