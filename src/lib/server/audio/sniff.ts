// What a file is by its first bytes; names and MIME types are not believed.
import { UserError } from '#lib/core/errors.ts';
import { findFrames, id3Size } from './mp3.ts';
import type { Source } from './source.ts';

/** `other` is binary that is none of these: ffmpeg may know it. */
export type Container = 'mp3' | 'adts' | 'mp4' | 'ogg' | 'flac' | 'wav' | 'webm' | 'aiff' | 'other';

const SEARCH = 1 << 17;

/** @throws UserError `text-as-audio` where the file is text */
export async function sniff(source: Source): Promise<Container> {
	let at = 0;
	let head = await source.read(0, 4096);
	for (let size = id3Size(head); size; size = id3Size(head)) {
		at += size;
		head = await source.read(at, 4096);
	}
	const word = (from: number) => String.fromCharCode(...head.subarray(from, from + 4));
	if (word(0) === 'OggS') return 'ogg';
	if (word(0) === 'fLaC') return 'flac';
	if (['RIFF', 'RF64', 'BW64'].includes(word(0)) && word(8) === 'WAVE') return 'wav';
	if (word(0) === 'FORM' && ['AIFF', 'AIFC'].includes(word(8))) return 'aiff';
	if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return 'webm';
	if (['ftyp', 'moov', 'mdat', 'wide', 'skip', 'pnot'].includes(word(4))) return 'mp4';
	const stretch = await source.read(at, SEARCH);
	const ends = at + stretch.length >= source.size;
	const frames = findFrames(stretch, 4, ends);
	const adts = findAdts(stretch, ends);
	if (frames >= 0 && (adts < 0 || frames < adts)) return 'mp3';
	if (adts >= 0) return 'adts';
	const kind = textKind(stretch);
	if (kind)
		throw new UserError(
			'text-as-audio',
			`Expected an audio file, but ${source.name} is ${kind}; the audio comes first, then the transcript; where it should be audio, an error page may have been saved in its place, so fetch it again.`
		);
	return 'other';
}

/** Where raw AAC begins: three ADTS headers, each where the one before says. */
function findAdts(bytes: Uint8Array, ends: boolean): number {
	for (let at = bytes.indexOf(0xff); at >= 0 && at < 4096; at = bytes.indexOf(0xff, at + 1)) {
		let next = at;
		let found = 0;
		while (found < 3 && next + 7 <= bytes.length && bytes[next] === 0xff && (bytes[next + 1] & 0xf6) === 0xf0) {
			const size = ((bytes[next + 3] & 3) << 11) | (bytes[next + 4] << 3) | (bytes[next + 5] >> 5);
			if (size < 7) break;
			found++;
			next += size;
		}
		if (found >= 3 || (found === 2 && ends && next === bytes.length)) return at;
	}
	return -1;
}

/** A plain name for what the text is, or null where the bytes are not text. */
function textKind(bytes: Uint8Array): string | null {
	const utf16 =
		bytes.length > 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
	if (utf16) return 'a text file';
	let controls = 0;
	for (const byte of bytes)
		if (byte === 0) return null;
		else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) controls++;
	if (controls > bytes.length / 500) return null;
	const text = new TextDecoder('utf-8').decode(bytes);
	let strange = 0;
	for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) strange++;
	if (strange > text.length / 5) return null;
	return /^\s*<(!doctype|html|\?xml)/i.test(text) ? 'a web page' : 'a text file';
}
