// From the bytes of a transcript file to its characters: UTF-8, UTF-16, and where neither fits Windows-1252 or Mac Roman.

import { UserError } from '../errors.ts';
import type { Problem } from '../episode.ts';

/** What well known files begin with that people drop in place of a transcript. */
const magics: [prefix: string, what: string][] = [
	['%PDF', 'a PDF'],
	['PK\u0003\u0004', 'a zip archive'],
	['\u00d0\u00cf\u0011\u00e0', 'an old Word document'],
	['ID3', 'an MP3 file'],
	['OggS', 'an Ogg audio file'],
	['fLaC', 'a FLAC audio file'],
	['RIFF', 'a WAV or AVI file'],
	['\u0089PNG', 'a PNG image'],
	['\u00ff\u00d8\u00ff', 'a JPEG image'],
	['GIF8', 'a GIF image'],
	['\u001f\u008b', 'a gzip archive'],
	['\u007fELF', 'a program']
];

/**
 * The text of a file, without its byte order mark and with "\n" line ends, and the problems seen in it.
 * Throws a UserError('binary-transcript') where the bytes are no text.
 */
export function decodeText(bytes: Uint8Array): { text: string; problems: Problem[] } {
	const problems: Problem[] = [];
	const wide = wideEncoding(bytes);
	if (wide) {
		const text = new TextDecoder(wide).decode(bytes);
		if (isGarbled(text)) throw binary('a binary file');
		return { text: lineEnds(text), problems };
	}
	const head = String.fromCharCode(...bytes.subarray(0, 16));
	for (const [prefix, what] of magics) if (head.startsWith(prefix)) throw binary(what);
	if (head.slice(4, 8) === 'ftyp') throw binary('an MP4 file');
	if (bytes.subarray(0, 65536).includes(0)) throw binary('a binary file');
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		text = new TextDecoder('utf-8').decode(bytes);
		const broken = text.match(/\ufffd/g)?.length ?? 0;
		// A text in Windows-1252 has next to no sequences that UTF-8 knows.
		if ((text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0) > broken)
			problems.push({
				code: 'broken-utf8',
				line: lineEnds(text.slice(0, text.indexOf('\ufffd'))).split('\n').length,
				message: `The transcript is UTF-8 but for ${broken === 1 ? 'one place' : `${broken} places`}, shown as “\ufffd”; save it again as UTF-8.`
			});
		else {
			const [label, name] = isMacRoman(bytes) ? ['macintosh', 'Mac Roman'] : ['windows-1252', 'Windows-1252'];
			text = new TextDecoder(label).decode(bytes);
			problems.push({
				code: 'not-utf8',
				line: 0,
				message: `The transcript is not UTF-8 and was read as ${name}; save it as UTF-8 if letters look wrong.`
			});
		}
	}
	if (isGarbled(text)) throw binary('a binary file');
	return { text: lineEnds(text), problems };
}

/** What stands between small letters in Mac Roman (á à â ä ã å ç é è ê ò ô õ ù ü ’) and never does in Windows-1252. */
const macRoman = new Set('87 88 89 8a 8b 8c 8d 8e 8f 90 98 99 9b 9d 9f d5'.split(' ').map((hex) => parseInt(hex, 16)));

/** Whether such letters are more than those that stand there in Windows-1252 (from ß on, and ’). */
function isMacRoman(bytes: Uint8Array): boolean {
	const isSmall = (byte: number) => byte > 96 && byte < 123;
	let mac = 0;
	let windows = 0;
	for (let i = 1; i + 1 < bytes.length; i++) {
		const byte = bytes[i];
		if (byte < 0x80 || !isSmall(bytes[i - 1]) || !isSmall(bytes[i + 1])) continue;
		if (macRoman.has(byte)) mac++;
		else if (byte >= 0xdf || byte === 0x92) windows++;
	}
	return mac > windows;
}

/** UTF-16 by its byte order mark, or by every second byte of the beginning being zero. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	const length = Math.min(bytes.length & ~1, 512);
	if (length < 8) return null;
	let even = 0;
	let odd = 0;
	for (let i = 0; i < length; i += 2) {
		if (bytes[i] === 0) even++;
		if (bytes[i + 1] === 0) odd++;
	}
	if (odd > length * 0.4 && even === 0) return 'utf-16le';
	if (even > length * 0.4 && odd === 0) return 'utf-16be';
	return null;
}

/** More than one control character in a hundred: no text that anybody wrote. */
function isGarbled(text: string): boolean {
	const sample = text.slice(0, 65536);
	let strange = 0;
	for (let i = 0; i < sample.length; i++) {
		const unit = sample.charCodeAt(i);
		if (unit < 32 ? unit !== 9 && unit !== 10 && unit !== 12 && unit !== 13 : unit === 0xfffd || unit === 127)
			strange++;
		else if (unit >= 0x80 && unit < 0xa0) strange++;
	}
	return strange > sample.length / 100;
}

function lineEnds(text: string): string {
	return text
		.replace(/^\ufeff+/, '')
		.replace(/\r\n?|\u2028|\u0085/g, '\n')
		.replaceAll('\u2029', '\n\n');
}

function binary(what: string): UserError {
	return new UserError(
		'binary-transcript',
		`Expected a transcript as text, saw ${what}; save it as plain text, VTT, SRT, JSON, HTML or Markdown and try again.`
	);
}
