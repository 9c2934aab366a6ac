import { library } from '#lib/server/current.ts';

/** For whoever watches the server: 200 when the library can be listed. */
export async function GET(): Promise<Response> {
	await (await library()).list();
	return new Response('ok\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
}
