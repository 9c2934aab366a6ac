// MP4 (M4A, MOV) read as far as the sound needs it: the first audio track, its codec, its edit list and its sample table.
// Format: ISO/IEC 14496-12; codecs of `mp4a` by the object type in its esds box: http://mp4ra.org/registered-types/object-types
import type { Source } from './source.ts';
import { GAP } from './stamps.ts';

export type Mp4Track = {
	codec: 'aac' | 'mp3' | 'opus' | 'flac' | 'alac' | 'other';
	/** Hz and channels as the sample entry says. */
	rate: number;
	channels: number;
	/** Ticks of a second in the media's own times. */
	timescale: number;
	/** Ticks of media that are skipped at the front (encoder delay, by the edit list). */
	skip: number;
	/** Seconds that play, after the edit list. Null for fragmented files, which say it only in their fragments. */
	duration: number | null;
	/** Of these, the seconds before the first sample. */
	begins: number;
	/** Some stretch between samples has no sound. */
	gaps: boolean;
	/** Bytes and lengths in ticks of each sample. */
	samples: { offset: number; size: number; duration: number }[];
};

export type Mp4 = {
	audio: Mp4Track | null;
	video: boolean;
	fragmented: boolean;
	/** The file ends within the movie box: tracks may be missing. */
	indexCut: boolean;
	/** A sample lies past the end. */
	cut: boolean;
};

type Box = { type: string; from: number; to: number };

/** Null where there is no movie box: a file whose download ended before it. */
export async function readMp4(source: Source): Promise<Mp4 | null> {
	let moov: Uint8Array | null = null;
	let fragmented = false;
	let indexCut = false;
	for (let at = 0; at + 8 <= source.size;) {
		const head = await source.read(at, 16);
		const view = new DataView(head.buffer, head.byteOffset, head.length);
		let size = view.getUint32(0);
		if (size === 1 && head.length === 16) size = Number(view.getBigUint64(8));
		else if (size === 0) size = source.size - at;
		if (size < 8) break;
		const type = word(head, 4);
		if (type === 'moov') {
			moov = await source.read(at, Math.min(size, 1 << 28));
			indexCut = at + size > source.size;
		}
		if (type === 'moof') fragmented = true;
		at += size;
	}
	if (!moov) return null;
	const movie = boxes(moov, { type: 'moov', from: 8, to: moov.length });
	const header = movie.find((box) => box.type === 'mvhd');
	const movieScale = header
		? new DataView(moov.buffer, moov.byteOffset).getUint32(header.from + (moov[header.from] ? 20 : 12))
		: 0;
	let audio: Mp4Track | null = null;
	let video = false;
	for (const trak of movie.filter((box) => box.type === 'trak')) {
		const handler = find(moov, trak, ['mdia', 'hdlr']);
		const kind = handler ? word(moov, handler.from + 8) : '';
		if (kind === 'vide' && !isPicture(moov, trak)) video = true;
		if (kind === 'soun' && !audio) audio = readTrack(moov, trak, movieScale);
	}
	const last = audio?.samples.at(-1);
	if (audio && fragmented) audio.duration = null;
	return {
		audio,
		video,
		fragmented,
		indexCut,
		cut: last !== undefined && audio!.samples.some((s) => s.offset + s.size > source.size)
	};
}

/** Cover pictures are stored as video tracks of JPEG or PNG. */
function isPicture(moov: Uint8Array, trak: Box): boolean {
	const stsd = find(moov, trak, ['mdia', 'minf', 'stbl', 'stsd']);
	return stsd !== null && ['jpeg', 'png ', 'mjpa', 'mjpb'].includes(word(moov, stsd.from + 12));
}

function readTrack(moov: Uint8Array, trak: Box, movieScale: number): Mp4Track | null {
	const view = new DataView(moov.buffer, moov.byteOffset, moov.length);
	const mdhd = find(moov, trak, ['mdia', 'mdhd']);
	const stbl = find(moov, trak, ['mdia', 'minf', 'stbl']);
	const stsd = stbl && find(moov, stbl, ['stsd']);
	if (!mdhd || !stbl || !stsd) return null;
	const timescale = view.getUint32(mdhd.from + (moov[mdhd.from] ? 20 : 12));
	const entry = stsd.from + 8;
	const version = view.getUint16(entry + 16);
	const extra = version === 1 ? 16 : version === 2 ? 36 : 0;
	const children = boxes(moov, {
		type: '',
		from: entry + 36 + extra,
		to: Math.min(entry + view.getUint32(entry), stsd.to)
	});
	const wave = children.find((box) => box.type === 'wave');
	const esds = (wave ? boxes(moov, wave) : children).find((box) => box.type === 'esds');
	const samples = sampleTable(moov, view, stbl);
	let ticks = 0;
	for (const sample of samples) ticks += sample.duration;
	const edits = editList(view, moov, find(moov, trak, ['edts', 'elst']));
	const played = edits.filter((edit) => edit.mediaTime >= 0);
	const skip = played[0]?.mediaTime ?? 0;
	const lasting = (list: typeof edits) =>
		list.reduce((sum, { duration }) => sum + duration, 0) / (movieScale || timescale);
	const begins = lasting(edits.slice(0, Math.max(0, edits.indexOf(played[0]))));
	const empty = lasting(edits) - lasting(played);
	const edited = lasting(played);
	const whole = (ticks - skip) / timescale;
	return {
		codec: codecOf(word(moov, entry + 4), esds ? objectType(moov, esds) : null),
		rate: view.getUint16(entry + 32),
		channels: view.getUint16(entry + 24),
		timescale,
		skip,
		duration:
			empty + (edited > 0 && edited < whole + 1 ? Math.min(edited, played.length === 1 ? whole : edited) : whole),
		begins,
		gaps: empty - begins > GAP || hasGap(samples, timescale),
		samples
	};
}

/** A sample that lasts much longer than others is one of them with nothing behind it. How long the last lasts is no matter. */
function hasGap(samples: Mp4Track['samples'], timescale: number): boolean {
	const durations = samples.slice(0, -1).map(({ duration }) => duration);
	const least = durations.reduce((least, duration) => Math.min(least, duration), Infinity);
	return durations.some((duration) => duration - least > GAP * timescale);
}

function codecOf(entry: string, type: number | null): Mp4Track['codec'] {
	if (entry === '.mp3' || entry === 'ms\0\x55') return 'mp3';
	if (entry === 'Opus') return 'opus';
	if (entry === 'fLaC') return 'flac';
	if (entry === 'alac') return 'alac';
	if (entry !== 'mp4a') return 'other';
	if (type === 0x6b || type === 0x69) return 'mp3';
	return type === 0x40 || type === 0x66 || type === 0x67 || type === 0x68 || type === null ? 'aac' : 'other';
}

/** The object type of an esds box: descriptors are a tag, a length of 1 to 4 bytes, then their content. */
function objectType(moov: Uint8Array, esds: Box): number | null {
	let at = esds.from + 4;
	const open = () => {
		at++;
		while (at < esds.to && moov[at++] & 0x80);
	};
	if (moov[at] !== 3) return null;
	open();
	const flags = moov[at + 2];
	at += 3 + (flags & 0x80 ? 2 : 0) + (flags & 0x20 ? 2 : 0);
	if (flags & 0x40) at += 1 + moov[at];
	if (moov[at] !== 4) return null;
	open();
	return moov[at];
}

function editList(view: DataView, moov: Uint8Array, elst: Box | null): { duration: number; mediaTime: number }[] {
	if (!elst) return [];
	const long = moov[elst.from] === 1;
	const count = view.getUint32(elst.from + 4);
	const edits = [];
	for (let i = 0, at = elst.from + 8; i < count && at + (long ? 20 : 12) <= elst.to; i++, at += long ? 20 : 12)
		edits.push({
			duration: long ? Number(view.getBigUint64(at)) : view.getUint32(at),
			mediaTime: long ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4)
		});
	return edits;
}

function sampleTable(moov: Uint8Array, view: DataView, stbl: Box): Mp4Track['samples'] {
	const table = (type: string) => find(moov, stbl, [type]);
	const [stsz, stsc, stts] = [table('stsz'), table('stsc'), table('stts')];
	const stco = table('stco');
	const co64 = table('co64');
	const chunks = stco ?? co64;
	if (!stsz || !stsc || !stts || !chunks) return [];
	const fixed = view.getUint32(stsz.from + 4);
	const count = view.getUint32(stsz.from + 8);
	const runs = view.getUint32(stsc.from + 4);
	const samples: Mp4Track['samples'] = [];
	const chunkCount = view.getUint32(chunks.from + 4);
	let run = 0;
	let [lengths, lengthAt, lengthLeft] = [0, stts.from + 8, 0];
	for (let chunk = 0; chunk < chunkCount && samples.length < count; chunk++) {
		while (run + 1 < runs && view.getUint32(stsc.from + 8 + (run + 1) * 12) <= chunk + 1) run++;
		let offset = stco
			? view.getUint32(stco.from + 8 + chunk * 4)
			: Number(view.getBigUint64(co64!.from + 8 + chunk * 8));
		for (let i = view.getUint32(stsc.from + 8 + run * 12 + 4); i > 0 && samples.length < count; i--) {
			while (lengthLeft === 0 && lengthAt + 8 <= stts.to) {
				lengthLeft = view.getUint32(lengthAt);
				lengths = view.getUint32(lengthAt + 4);
				lengthAt += 8;
			}
			lengthLeft--;
			const size = fixed || view.getUint32(stsz.from + 12 + samples.length * 4);
			samples.push({ offset, size, duration: lengths });
			offset += size;
		}
	}
	return samples;
}

function find(bytes: Uint8Array, box: Box, path: string[]): Box | null {
	let current: Box | undefined = box;
	for (const type of path) {
		current = boxes(bytes, current).find((child) => child.type === type);
		if (!current) return null;
	}
	return current;
}

function boxes(bytes: Uint8Array, { from, to }: Box): Box[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const found: Box[] = [];
	for (let at = from; at + 8 <= to;) {
		let size = view.getUint32(at);
		let head = 8;
		if (size === 1 && at + 16 <= to) {
			size = Number(view.getBigUint64(at + 8));
			head = 16;
		} else if (size === 0) size = to - at;
		if (size < head || at + size > to) break;
		found.push({ type: word(bytes, at + 4), from: at + head, to: at + size });
		at += size;
	}
	return found;
}

function word(bytes: Uint8Array, at: number): string {
	return String.fromCharCode(...bytes.subarray(at, at + 4));
}
