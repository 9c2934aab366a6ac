// The text of a document in the zip archive that Word (.docx) and OpenDocument (.odt) make of it.

/** The file with the text, in an archive of each. */
const TEXT = ['word/document.xml', 'content.xml'];
/** Bytes: no text of an episode is longer. */
const LONGEST = 64 * 1024 * 1024;

/** Null where it is no archive, one of something else, or damaged. */
export async function textInArchive(bytes: Uint8Array): Promise<Uint8Array | null> {
	const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
	if (!isZip) return null;
	const { unzipSync } = await import('fflate');
	try {
		const files = unzipSync(bytes, {
			filter: ({ name, originalSize }) => TEXT.includes(name) && originalSize <= LONGEST
		});
		return TEXT.map((name) => files[name]).find((file) => file?.length > 0) ?? null;
	} catch {
		return null;
	}
}
