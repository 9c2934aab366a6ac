import { afterEach, describe, expect, it, vi } from 'vitest';
import { barsBetween, createPeaks, HEAD, readPeaks } from '#lib/core/peaks.ts';
import { fetchWaveform, PIECE } from '#lib/player/episode-data.ts';

const signal = new AbortController().signal;

function file(seconds: number): Uint8Array<ArrayBuffer> {
	const peaks = createPeaks(50, seconds);
	peaks.push(Float32Array.from({ length: seconds * 50 }, (_, i) => ((i * 7919) % 1000) / 1000));
	return peaks.finish();
}

/** Answers from `bytes`: in ranges as long as `ranges` says so, else with all of it. Tells what was asked for. */
function serve(bytes: Uint8Array<ArrayBuffer>, ranges: () => boolean): { asked: string[]; sent: number } {
	const told = { asked: [] as string[], sent: 0 };
	vi.stubGlobal('fetch', async (url: string, { headers }: { headers: { range: string } }) => {
		told.asked.push(`${url} ${headers.range}`);
		const [from, last] = /(\d+)-(\d+)/.exec(headers.range)!.slice(1).map(Number);
		const body = ranges() ? bytes.subarray(from, last + 1) : bytes;
		told.sent += body.length;
		return new Response(body, { status: ranges() ? 206 : 200 });
	});
	return told;
}

afterEach(() => vi.unstubAllGlobals());

describe('the waveform of a long episode', () => {
	const bytes = file(7000);
	const fine = readPeaks(bytes);

	it('comes as an overview, and in pieces where it is looked at closely', async () => {
		const told = serve(bytes, () => true);
		const { overview, piece } = await fetchWaveform('talk', signal);
		expect(told.asked).toEqual([`/e/talk/peaks bytes=0-${HEAD - 1}`]);
		expect(overview.duration).toBe(7000);
		const [third] = await Promise.all([piece!(3), piece!(3)]);
		expect(told.asked.length).toBe(2);
		expect(told.sent).toBeLessThan(HEAD + 31_000);
		expect(barsBetween(third, 0, PIECE, 3600)).toEqual(barsBetween(fine, 3 * PIECE, 4 * PIECE, 3600));
		expect((await piece!(99)).levels[0].count).toBe(0);
		expect(told.asked.length).toBe(2);
	});

	it('is asked for once where the whole of it is the answer', async () => {
		const told = serve(bytes, () => false);
		const { overview, piece } = await fetchWaveform('talk', signal);
		expect(overview.levels).toEqual(fine.levels);
		expect(piece).toBe(null);
		expect(told.asked.length).toBe(1);
	});

	it('goes on from the kept copy when the network goes away', async () => {
		let online = true;
		const told = serve(bytes, () => online);
		const { piece } = await fetchWaveform('talk', signal);
		online = false;
		expect(barsBetween(await piece!(2), 0, PIECE, 3600)).toEqual(barsBetween(fine, 2 * PIECE, 3 * PIECE, 3600));
		await piece!(5);
		expect(told.asked.length).toBe(2);
	});

	it('asks past a cache that has only the beginning of a piece', async () => {
		serve(bytes, () => true);
		const { piece } = await fetchWaveform('talk', signal);
		const caches: unknown[] = [];
		let short = 1;
		vi.stubGlobal('fetch', async (_: string, { headers, cache }: { headers: { range: string }; cache?: string }) => {
			caches.push(cache);
			const [from, last] = /(\d+)-(\d+)/.exec(headers.range)!.slice(1).map(Number);
			return new Response(bytes.subarray(from, short-- > 0 ? from + 100 : last + 1), { status: 206 });
		});
		expect((await piece!(1)).levels[0].count).toBe((PIECE + 1) * 50);
		expect(caches).toEqual([undefined, 'reload']);
		short = 2;
		await expect(piece!(2)).rejects.toThrow('saw 100');
	});

	it('asks again for a piece that could not be fetched', async () => {
		serve(bytes, () => true);
		const { piece } = await fetchWaveform('talk', signal);
		vi.stubGlobal('fetch', async () => new Response('', { status: 503 }));
		await expect(piece!(1)).rejects.toThrow('saw 503');
		serve(bytes, () => true);
		expect((await piece!(1)).levels[0].count).toBe((PIECE + 1) * 50);
	});
});

it('a short episode has its waveform in one answer', async () => {
	const told = serve(file(200), () => true);
	expect((await fetchWaveform('short', signal)).piece).toBe(null);
	expect(told.asked.length).toBe(1);
});
