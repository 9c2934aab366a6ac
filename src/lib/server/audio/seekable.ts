// A copy of an MP3 in which seeking is exact: the same frames, not encoded again, in an MP4 with a table of them.
import { open, rename, rm } from 'node:fs/promises';
import { mp4Front } from './mp4write.ts';
import { frameBytes, scanMp3, withHeaderFrame } from './mp3.ts';
import { openSource } from './source.ts';
import type { AudioInfo } from './probe.ts';

/**
 * Writes the copy to `outPath` (under another name until it is complete) and gives its path and MIME type. Null where the
 * file seeks well as it is, or is nothing that can be copied so.
 * @throws what writing throws (a full disk), or the signal's reason; nothing is left behind then
 */
export async function makeSeekable(
	path: string,
	info: Pick<AudioInfo, 'format' | 'seeksWell'>,
	outPath: string,
	signal?: AbortSignal
): Promise<{ file: string; type: string } | null> {
	if (info.seeksWell || info.format !== 'mp3') return null;
	const source = await openSource(path);
	const part = `${outPath}.part`;
	try {
		const scanned = await scanMp3(source, signal);
		if (!scanned || scanned.first.layer !== 3) return null;
		const mp3 = withHeaderFrame(scanned);
		const file = await open(part, 'w');
		try {
			await file.writeFile(mp4Front(mp3));
			for await (const bytes of frameBytes(source, mp3, { from: 0, to: mp3.count })) {
				signal?.throwIfAborted();
				await file.writeFile(bytes);
			}
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(part, outPath);
		return { file: outPath, type: 'audio/mp4' };
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	} finally {
		await source.close();
	}
}
