// A text in tags, HTML or XML, as its tags and the text between them, in order.
//
//   <p begin="1s">I <b>saw</b></p>   →   { name: 'p', attributes: ' begin="1s"' }   'I '   { name: 'b' }   'saw'   …

/** A tag (`name` in small letters, `opens` neither for an end nor for an element without content), or text as written. */
export type Tag =
	| { name: string; ends: boolean; opens: boolean; attributes: string; text?: undefined }
	| { name?: undefined; ends?: undefined; opens?: undefined; attributes?: undefined; text: string };

/** What is opened and never closed runs to the end, as in browsers: looked for from each opening, it would take for ever. */
const token =
	/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<[!?][^>]*(?:>|$)|<(\/?)([a-zA-Z][\w:-]*)(?![\w:-])([^'"<>]*(?:(?:"[^"]{0,4000}"|'[^']{0,4000}')[^'"<>]*)*)>|([^<]+|<)/g;

/** Comments and instructions are left out: they are empty texts. */
export function* tagsOf(source: string): Generator<Tag> {
	for (const [, cdata, slash, name, attributes, run] of source.matchAll(token)) {
		if (name === undefined) yield { text: run ?? cdata ?? '' };
		else {
			const ends = slash === '/';
			yield { name: name.toLowerCase(), ends, opens: !ends && !attributes.endsWith('/'), attributes };
		}
	}
}

/** Those that are not inside one of the elements named. */
export function* tagsOutside(source: string, named: ReadonlySet<string>): Generator<Tag> {
	let inside: string | null = null;
	let depth = 0;
	for (const tag of tagsOf(source)) {
		if (inside !== null) {
			if (tag.name === inside) depth += tag.ends ? -1 : tag.opens ? 1 : 0;
			// Pages may leave out the end of their head.
			if (depth === 0 || (inside === 'head' && tag.name === 'body')) inside = null;
		} else if (tag.name === undefined || !named.has(tag.name)) yield tag;
		else if (tag.opens) {
			inside = tag.name;
			depth = 1;
		}
	}
}
