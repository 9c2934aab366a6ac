// Documents of word processors as transcripts: archives with the text in one of their files.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { textInArchive } from '#lib/server/archive.ts';
import { readTranscript } from '#lib/server/transcript.ts';

const folder = mkdtempSync(join(tmpdir(), 'inkwave-documents-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** An archive as word processors write it: sizes in the list at its end alone, a comment behind that. */
function zip(files: Record<string, Buffer>, method: 0 | 8): Buffer {
	const parts: Buffer[] = [];
	const list: Buffer[] = [];
	let at = 0;
	for (const [name, content] of Object.entries(files)) {
		const packed = method ? deflateRawSync(content) : content;
		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50);
		local.writeUInt16LE(method, 8);
		local.writeUInt16LE(name.length, 26);
		local.writeUInt16LE(4, 28);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50);
		entry.writeUInt16LE(method, 10);
		entry.writeUInt32LE(packed.length, 20);
		entry.writeUInt32LE(content.length, 24);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt32LE(at, 42);
		list.push(entry, Buffer.from(name));
		parts.push(local, Buffer.from(name), Buffer.alloc(4), packed);
		at += 34 + name.length + packed.length;
	}
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50);
	for (const count of [8, 10]) end.writeUInt16LE(list.length / 2, count);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, ...list, end, Buffer.from('a comment')]);
}

const sample = (name: string) => readFileSync(new URL(`../samples/formats/${name}/input.xml`, import.meta.url));
const read = (name: string, bytes: Uint8Array) => {
	writeFileSync(join(folder, name), bytes);
	return readTranscript(join(folder, name), 'en');
};

describe('a document as transcript', () => {
	it.each([
		['Word, packed', 'a.docx', 'word/document.xml', 'word-paragraphs', 8],
		['Word, not packed', 'b.docx', 'word/document.xml', 'word-table', 0],
		['OpenDocument', 'c.odt', 'content.xml', 'word-open-document', 8]
	] as const)('is read: %s', async (_, name, part, from, method) => {
		const bytes = zip({ '[Content_Types].xml': Buffer.from('<Types/>'), [part]: sample(from) }, method);
		const file = await read(name, bytes);
		expect(file.transcript.text).toBe((await read('plain.xml', sample(from))).transcript.text);
		expect(Buffer.from(file.bytes).equals(bytes)).toBe(true);
	});

	it('is refused where it is another archive, or damaged', async () => {
		const whole = zip({ 'word/document.xml': sample('word-table') }, 8);
		const other = zip({ 'notes.txt': Buffer.from('Welcome.') }, 8);
		for (const bytes of [other, whole.subarray(0, whole.length - 60), whole.subarray(0, 40)])
			await expect(read('a.docx', bytes)).rejects.toThrow(/^Expected a transcript as text, saw a zip archive; save it/);
	});

	it('never ends in anything but its text or nothing, whatever is overwritten', async () => {
		const whole = zip({ 'word/document.xml': sample('word-table') }, 8);
		for (let at = 0; at < whole.length; at++) {
			const damaged = Uint8Array.from(whole);
			damaged[at] ^= 0xff;
			const found = await textInArchive(damaged);
			expect(found === null || found instanceof Uint8Array).toBe(true);
		}
	});
});
