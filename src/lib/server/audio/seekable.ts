// The copy that is served where the file as given would not do: players cannot seek in it, stop in the middle of it, or
// do not know it.
//
//   VBR MP3, MP3s joined at another bit rate   the same frames, not encoded again, in an MP4 with a table of them
//   raw AAC                                     the same packets in an MP4, by ffmpeg
//   rate or channels change in the middle       encoded again as AAC, by ffmpeg: Chromium stops at the seam with
//                                               "Unsupported midstream configuration change", and so in an MP4
//   chained Ogg, AIFF, ALAC, MP2, …             encoded again as AAC, by ffmpeg
//   timestamps with gaps                        encoded again as AAC with silence in them, by ffmpeg: Chromium plays over
//                                               them, but seeks by the timestamps, so that the same sound has two times
//   Ogg recorded from a live stream             encoded again as AAC, by ffmpeg: Chromium shows the time since the
//                                               stream began, or a duration from there
import { open, rename, rm } from 'node:fs/promises';
import { UserError } from '#lib/core/errors.ts';
import { ffmpegConvert, findFfmpeg } from './ffmpeg.ts';
import { frameBytes, scanMp3, withHeaderFrame } from './mp3.ts';
import type { Mp3 } from './mp3.ts';
import { mp4Front } from './mp4write.ts';
import type { AudioInfo } from './probe.ts';
import { openSource } from './source.ts';
import type { Source } from './source.ts';

/** Bits per second of each channel where sound has to be encoded again. */
const BITRATE = 80_000;

/**
 * Writes the copy, an MP4, to `outPath` (under another name until it is complete) and gives its path and MIME type. Null
 * where the file plays and seeks well as it is.
 * @throws UserError `needs-ffmpeg` where only ffmpeg could make the copy; what writing throws (a full disk); the signal's
 * reason. Nothing is left behind then.
 */
export async function makeSeekable(
	path: string,
	info: Pick<AudioInfo, 'format' | 'seeksWell'> & { gaps?: boolean },
	outPath: string,
	signal?: AbortSignal
): Promise<{ file: string; type: string } | null> {
	if (info.seeksWell) return null;
	const source = await openSource(path);
	const part = `${outPath}.part`;
	try {
		const mp3 = info.format === 'mp3' && !info.gaps ? await scanMp3(source, signal) : null;
		if (mp3?.first.layer === 3 && mp3.segments.length === 1) await remux(source, withHeaderFrame(mp3), part, signal);
		else await convert(source, info, mp3, part, signal);
		await rename(part, outPath);
		return { file: outPath, type: 'audio/mp4' };
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	} finally {
		await source.close();
	}
}

async function remux(source: Source, mp3: Mp3, part: string, signal?: AbortSignal): Promise<void> {
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
}

async function convert(
	source: Source,
	{ format, gaps }: { format: string; gaps?: boolean },
	mp3: Mp3 | null,
	part: string,
	signal?: AbortSignal
): Promise<void> {
	const program = await findFfmpeg();
	const seams = mp3 !== null && mp3.segments.length > 1;
	if (!program)
		throw new UserError(
			'needs-ffmpeg',
			seams
				? `Expected sound of one kind, but the sample rate or the channels of ${source.name} change in the middle, where browsers stop playing; install ffmpeg, with which Inkwave makes a copy that plays through.`
				: `Expected sound that browsers play and seek in, but ${source.name} is not; install ffmpeg, with which Inkwave makes a copy that is.`
		);
	const channels = seams ? Math.max(...mp3.segments.map((segment) => segment.channels)) : 0;
	const coding =
		format === 'aac' && !gaps
			? ['-c:a', 'copy']
			: ['-c:a', 'aac', '-b:a', String(BITRATE * (channels || 2)), ...(channels ? ['-ac', String(channels)] : [])];
	// Silence where stamps are 0.1 s ahead. Not for every file: of joined ones the later would be taken out as past.
	const filled = gaps ? ['-af', 'aresample=async=1'] : [];
	await ffmpegConvert(
		program,
		source.path,
		[...filled, ...coding, '-movflags', '+faststart', '-f', 'mp4'],
		part,
		signal
	);
	const file = await open(part, 'r+');
	await file.sync().finally(() => file.close());
}
