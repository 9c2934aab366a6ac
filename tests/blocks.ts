/** Blocks of samples as one, of the first `most` samples where that is said. */
export async function joinBlocks(blocks: AsyncIterable<Float32Array>, most = Infinity): Promise<Float32Array> {
	const kept: Float32Array[] = [];
	let length = 0;
	for await (const block of blocks) {
		kept.push(block.slice(0, most - length));
		length += kept[kept.length - 1].length;
		if (length >= most) break;
	}
	const all = new Float32Array(length);
	let at = 0;
	for (const block of kept) {
		all.set(block, at);
		at += block.length;
	}
	return all;
}
