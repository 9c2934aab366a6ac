// Compressing while a body comes: what it does with the body's failure, and with a reader that goes away.
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compress } from '#lib/server/compress.ts';

function packed(source: UnderlyingDefaultSource<Uint8Array>, headers: Record<string, string> = {}): Response {
	const request = new Request('http://localhost/', { headers: { 'accept-encoding': 'br' } });
	const body = new ReadableStream(source);
	const response = compress(request, new Response(body, { headers: { 'content-type': 'text/plain', ...headers } }));
	expect(response.headers.get('content-encoding')).toBe('br');
	return response;
}

const piece = new TextEncoder().encode('All that was said. '.repeat(1000));

test('a body that fails half-way fails for the reader alone', async () => {
	let asked = 0;
	const response = packed({
		pull: (controller) => (asked++ ? controller.error(new Error('the disk is gone')) : controller.enqueue(piece))
	});
	await expect(response.arrayBuffer()).rejects.toThrow('the disk is gone');
});

test('a reader that goes away is the end of the body', async () => {
	const reason = await new Promise((cancelled) => {
		const response = packed({ pull: (controller) => controller.enqueue(piece), cancel: cancelled });
		void response.body!.cancel(new Error('the browser was closed'));
	});
	expect(reason).toBeInstanceOf(Error);
});

test('the tag of other bytes of the same meaning is weak', async () => {
	const whole = (controller: ReadableStreamDefaultController) => (controller.enqueue(piece), controller.close());
	const response = packed({ start: whole }, { etag: '"abc"' });
	expect(response.headers.get('etag')).toBe('W/"abc"');
	expect(brotliDecompressSync(await response.arrayBuffer()).equals(piece)).toBe(true);
	expect(packed({ start: whole }, { etag: 'W/"abc"' }).headers.get('etag')).toBe('W/"abc"');
});
